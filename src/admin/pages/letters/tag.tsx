import type { LetterState } from '../../../letters/read.ts';
import type { Words } from '../../shell/words.ts';

const tones: Record<LetterState, string> = { waiting: 'busy', overdue: 'bad', answered: 'good' };

/** The state of a letter in words; the colour only repeats them. */
export function LetterTag({ words, state }: { words: Words; state: LetterState }) {
  return <span class={`tag ${tones[state]}`}>{words.say(`paper-pages.letters.state.${state}`)}</span>;
}
