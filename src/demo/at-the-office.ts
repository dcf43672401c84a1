/** A week at the office of the demo: what has come is decided on, some of it is released, the rest waits for the visitor. */
import { readAuthorityFile } from '../issues/authority-file.ts';
import type { Runtime } from '../messaging/runtime.ts';
import { type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import { releaseDecision } from '../proposals/release.ts';
import { decide } from '../proposals/review.ts';
import { type Round, RoundModel } from '../rounds/round.model.ts';
import { wholeDistrict } from '../users/scope.ts';
import { readVerdicts } from './verdicts.ts';

const dayMs = 24 * 3_600_000;
/** The demo takes a minute; its round looks as if it had been open for so many days. */
const roundDays = 9;

const ani = { name: 'ani@demo.example', role: 'coordinator', scope: wholeDistrict };
const budi = { name: 'budi@demo.example', role: 'coordinator', scope: wholeDistrict };
/** Every so many of what is drafted is left for the visitor to release. */
const leftEvery = 4;

/**
 * Dates the round and its proposals back, for nobody waits nine days for a demo; then decides and releases as two
 * coordinators would. Answers go out over the service's own sender.
 * @returns how many proposals are left undecided
 */
export async function workAtTheOffice(round: Round, runtime: Pick<Runtime, 'now'>): Promise<number> {
  const now = runtime.now();
  // Nobody of the demo sleeps.
  await RoundModel.updateOne(
    { _id: round._id },
    { $set: { openedAt: new Date(round.openedAt.getTime() - roundDays * dayMs), hours: null } },
  );
  const proposals = await ProposalModel.find({ round: round._id }).sort({ submittedAt: 1, _id: 1 }).lean();
  for (const [index, proposal] of proposals.entries())
    await dateBack(proposal, roundDays * (1 - (index + 1) / proposals.length));
  const verdicts = await readVerdicts();
  const { offices } = await readAuthorityFile();
  const answered: string[] = [];
  const joined = new Set<string>();
  for (const [index, proposal] of proposals.entries()) {
    const verdict = verdicts[index % verdicts.length];
    // Who supports another proposal is answered with it.
    if (!verdict || verdict === 'later' || proposal.supports) continue;
    const office = offices.find(({ key }) => key === verdict.office);
    const head = verdict.outcome === 'merged' ? neighbourOf(proposal, proposals, joined) : undefined;
    // Of a village that has sent one proposal nothing can be joined.
    if (verdict.outcome === 'merged' && !head) continue;
    if (head) joined.add(proposal._id);
    await decide(proposal, proposal.revision, { ...verdict, office, merged: head?.code }, ani, now);
    answered.push(proposal._id);
  }
  for (const [index, id] of answered.entries())
    if (index % leftEvery !== leftEvery - 1) await releaseDecision(id, budi, now);
  return ProposalModel.countDocuments({
    round: round._id,
    decision: { $exists: false },
    supports: { $exists: false },
  });
}

/** Another proposal of the same village, which this one is joined with; not one that is joined with another itself. */
const neighbourOf = (
  { _id, village }: Proposal,
  proposals: readonly Proposal[],
  joined: ReadonlySet<string>,
) => proposals.find((one) => one.village === village && one._id !== _id && !joined.has(one._id));

async function dateBack({ _id, submittedAt, answerBy }: Proposal, days: number): Promise<void> {
  const earlier = (date: Date) => new Date(date.getTime() - days * dayMs);
  await ProposalModel.updateOne(
    { _id },
    { $set: { submittedAt: earlier(submittedAt), answerBy: earlier(answerBy) } },
  );
}
