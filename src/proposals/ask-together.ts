import DataLoader from 'dataloader';
import type { RoundId } from '../rounds/round.model.ts';

/**
 * Answers questions about proposals that are asked in the same moment by one command for each round: when a round opens or
 * an evening begins, dozens of people reach the same question at once. Whoever asks alone is asked for alone, and nothing is
 * remembered.
 * @param find finds what all of these questions need, and returns what gives each its answer
 */
export function askTogether<Question extends { round: RoundId }, Answer>(
  find: (questions: readonly Question[], round: RoundId) => Promise<(question: Question) => Answer>,
): (question: Question) => Promise<Answer> {
  const asked = new DataLoader<Question, Answer>(
    async (questions) => {
      const answers = new Map<Question, Answer>();
      const ofRound = async (round: RoundId) => {
        const together = questions.filter((question) => question.round === round);
        const answer = await find(together, round);
        for (const question of together) answers.set(question, answer(question));
      };
      await Promise.all([...new Set(questions.map(({ round }) => round))].map(ofRound));
      return questions.map((question) => answers.get(question) as Answer);
    },
    { cache: false },
  );
  return (question) => asked.load(question);
}
