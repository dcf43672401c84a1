import type { Example } from '../classification/types.ts';
import { isCounted, ProposalModel } from './proposal.model.ts';

/** Texts of proposals with the issue that a person named or confirmed, oldest first: what a classifier is held to. */
export async function decidedTexts(): Promise<Example[]> {
  const decided = await ProposalModel.find(
    { ...isCounted, issue: { $ne: null }, issueBy: { $exists: true, $ne: 'classifier' } },
    { text: 1, issue: 1 },
  )
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  return decided.map(({ text, issue }) => ({ text, primary: issue ?? '', style: 'mixed' }));
}
