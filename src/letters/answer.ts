import { type Actor, StaleError } from '../proposals/review.ts';
import { type Letter, LetterModel, type LetterOutcome } from './letter.model.ts';
import { tellLetters } from './tell.ts';

/** What an office has answered, to some or all that a letter handed on to it. */
export interface LetterAnswer {
  outcome: LetterOutcome;
  /** One or two sentences for the proposers, in the office's words. */
  sentence: string;
  proposals: readonly string[];
}

/**
 * Writes down what the addressee has answered, and tells the proposers. What was answered before stays as it is.
 * @param revision of the letter as it was shown
 * @returns how many proposals were answered by it
 * @throws StaleError somebody else has written an answer down meanwhile
 */
export async function answerLetter(
  letter: Letter,
  revision: number,
  { outcome, sentence, proposals }: LetterAnswer,
  { name: by, role }: Actor,
  at: Date,
): Promise<number> {
  const chosen = letter.proposals.filter(({ id, answer }) => !answer && proposals.includes(id));
  if (chosen.length === 0) return 0;
  const answered = letter.proposals.map((one) =>
    chosen.includes(one) ? { ...one, answer: { outcome, sentence, by, role, at } } : one,
  );
  const { matchedCount } = await LetterModel.updateOne(
    { _id: letter._id, revision },
    { $set: { proposals: answered, untold: true }, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) throw new StaleError();
  await tellLetters(at);
  return chosen.length;
}
