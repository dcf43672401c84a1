/** Letters and their answers on the way to whose proposals they are about. */
import type { NewNotice } from '../outreach/model/notice.model.ts';
import { notify } from '../outreach/model/notices.ts';
import { type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import { midnightOf } from '../time/local-time.ts';
import { type Letter, LetterModel, type LetterProposal } from './letter.model.ts';

/**
 * Hands over what proposers and supporters have not been told yet of letters, each once whatever happens: a crash leaves it to the
 * next start.
 */
export async function tellLetters(now: Date): Promise<void> {
  for (const letter of await LetterModel.find({ untold: true }).lean()) {
    await notify(await noticesOf(letter), now);
    const { _id, revision } = letter;
    // One that was answered meanwhile is still untold.
    await LetterModel.updateOne({ _id, revision }, { $unset: { untold: 1 } });
  }
}

async function noticesOf(letter: Letter): Promise<NewNotice[]> {
  const ids = letter.proposals.map(({ id }) => id);
  const concerned = await ProposalModel.find(
    {
      $or: [
        { _id: { $in: ids } },
        { 'supports.id': { $in: ids }, 'supports.apart': { $exists: false }, status: { $ne: 'withdrawn' } },
      ],
    },
    { participant: 1, supports: 1 },
  ).lean();
  return letter.proposals.flatMap((one) =>
    concerned
      .filter(({ _id, supports }) => _id === one.id || supports?.id === one.id)
      .flatMap((proposal) => noticesFor(letter, one, proposal)),
  );
}

/** That the letter went out, and what came back; under the own code of each who is told. */
function noticesFor(
  { _id: id, round, office, due }: Letter,
  { answer }: LetterProposal,
  { _id: proposal, participant }: Pick<Proposal, '_id' | 'participant'>,
): NewNotice[] {
  const about = { participant, round, proposal };
  const sent = {
    ...about,
    _id: `letter:${id}:${proposal}:sent`,
    key: 'letter.sent',
    args: { office: office.name, due: midnightOf(due).getTime() },
  };
  if (!answer) return [sent];
  const { outcome, sentence } = answer;
  return [
    sent,
    {
      ...about,
      _id: `letter:${id}:${proposal}:answer`,
      key: `letter.${outcome}`,
      args: { office: office.name },
      words: sentence,
    },
  ];
}
