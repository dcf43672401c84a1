import type { Choice } from '../../channels/channel.ts';
import { isNear } from '../../texts/near.ts';
import { numberInWords, plain } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** One of the choices: by button, number ("2", "dua"), label, or a near spelling or beginning that fits only one. */
export const readChoice: Reader = (input, { choices }) => {
  if (input.kind === 'choice') {
    const pressed = choices.find((choice) => choice.value === input.value);
    return pressed ? answer(pressed, pressed.label) : miss('unknown-choice');
  }
  if (input.kind !== 'text') return miss('not-text');
  const chosen = findChoice(input.text, choices);
  return chosen ? answer(chosen, input.text) : miss('unknown-choice');
};

const answer = (choice: Choice, typed: string) =>
  ({ kind: 'answer', value: { kind: 'choice', choice: choice.value }, words: words(typed) }) as const;

/** The choice that was meant, or null when none or several could be. */
export function findChoice(text: string, choices: Choice[]): Choice | null {
  const typed = plain(text).replace(/[.,]+$/, '');
  if (!typed) return null;
  const byNumber = /^(\d{1,3})(?:[.,)\s]|$)/.exec(typed);
  if (byNumber) {
    const rest = typed.slice(byNumber[0].length).trim();
    const numbered = choices[Number(byNumber[1]) - 1];
    // "1. Ya, mulai" as a keyboard sends it; "1 atau 2" is no choice.
    if (
      numbered &&
      (!rest || plain(numbered.label).startsWith(rest) || rest.startsWith(plain(numbered.label)))
    )
      return numbered;
    if (rest || numbered) return null;
  }
  const inWords = numberInWords(typed);
  if (inWords && !inWords.rest) return choices[inWords.amount - 1] ?? null;
  const labels = choices.map((choice) => ({ choice, label: plain(choice.label) }));
  return (
    only(labels.filter(({ choice, label }) => label === typed || choice.value === typed)) ??
    only(labels.filter(({ label }) => typed.length >= 3 && label.startsWith(typed))) ??
    only(labels.filter(({ label }) => isNear(typed, label))) ??
    only(
      labels.filter(
        ({ label }) =>
          typed.length >= 2 && label.split(/[ ,/]+/).some((word) => word === typed || isNear(typed, word)),
      ),
    )
  );
}

const only = (found: { choice: Choice }[]): Choice | null =>
  found.length === 1 ? (found[0]?.choice ?? null) : null;
