import { ProposalModel } from '../proposals/proposal.model.ts';
import { LetterModel } from './letter.model.ts';

/** Letters of an earlier version name only the kecamatan of what they hold; here they are given its villages. Twice is once. */
export async function fillInVillages(): Promise<void> {
  const without = { 'proposals.village': { $exists: false } };
  for await (const { _id, proposals } of LetterModel.find(without).lean().cursor()) {
    const ids = proposals.map(({ id }) => id);
    for (const { _id: id, village } of await ProposalModel.find({ _id: { $in: ids } }, { village: 1 }).lean())
      await LetterModel.updateOne({ _id, 'proposals.id': id }, { $set: { 'proposals.$.village': village } });
  }
}
