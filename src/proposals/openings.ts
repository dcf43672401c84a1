import { OpeningModel } from './opening.model.ts';
import type { ProposalId } from './proposal.model.ts';

/** Whoever opened it longer ago has most likely gone to something else. */
const openForMs = 10 * 60 * 1000;

/** Notes that somebody looks at a proposal. @returns the e-mail addresses of the others who do */
export async function openProposal(proposal: ProposalId, by: string, now: Date): Promise<string[]> {
  const [others] = await Promise.all([
    OpeningModel.find({
      proposal,
      _id: { $ne: by },
      at: { $gt: new Date(now.getTime() - openForMs) },
    }).lean(),
    OpeningModel.updateOne({ _id: by }, { $set: { proposal, at: now } }, { upsert: true }),
  ]);
  return others.map(({ _id }) => _id);
}
