import type { LetterProposal } from '../../../letters/letter.model.ts';
import type { LetterState } from '../../../letters/read.ts';
import type { Words } from '../../shell/words.ts';

const tones: Record<LetterState, string> = { waiting: 'busy', overdue: 'bad', answered: 'good' };

/** The state of a letter in words; the colour only repeats them. */
export function LetterTag({ words, state }: { words: Words; state: LetterState }) {
  return <span class={`tag ${tones[state]}`}>{words.say(`paper-pages.letters.state.${state}`)}</span>;
}

const outcomeTones = { none: 'busy', taken: 'good', declined: 'warn' } as const;

/** What the addressee has answered to one proposal of a letter, if it has. */
export function OutcomeTag({ words, answer }: { words: Words; answer: LetterProposal['answer'] }) {
  const outcome = answer?.outcome ?? 'none';
  return (
    <span class={`tag ${outcomeTones[outcome]}`}>{words.say(`paper-pages.letters.outcome.${outcome}`)}</span>
  );
}
