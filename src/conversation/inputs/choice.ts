import type { Choice } from '../../channels/channel.ts';
import { isNear } from '../../texts/near.ts';
import { numberInWords } from '../numbers.ts';
import { abbreviates, plain } from '../words.ts';
import { miss, type OtherWords, type Reader, words } from './input.ts';

/** One of the choices: by button, number ("2", "dua", "no 2"), label, other words, or a near spelling that fits one. */
export const readChoice: Reader = (input, { choices, otherWords }) => {
  if (input.kind === 'choice') {
    const pressed = choices.find((choice) => choice.value === input.value);
    return pressed ? answer(pressed, pressed.label) : miss('unknown-choice');
  }
  if (input.kind !== 'text') return miss('not-text');
  const chosen = findChoice(input.text, choices, otherWords);
  return chosen ? answer(chosen, input.text) : miss('unknown-choice');
};

const answer = (choice: Choice, typed: string) =>
  ({ kind: 'answer', value: { kind: 'choice', choice: choice.value }, words: words(typed) }) as const;

/** Said before a number: "no 2", "pilih yang 3". After an answer: "ya pak", "1 min". */
const before = /^((no|nomor|nomer|numur|number|angka|pilih|pilihan|yang|nang|jawab|jawaban|jawabannya)\.? )+/;
const after = /( (pak|bu|ibu|bapak|min|kak|mba|mbak|mas|bang|ya|yah|lah|saja|aja|haja|sir|please))+$/;

/**
 * The choice that was meant, or null when none or several could be. From the surest to the least sure: its number,
 * its label, the label's beginning, near spellings, abbreviations ("kel miskin"), one word of it, other words.
 */
export function findChoice(
  text: string,
  choices: Choice[],
  otherWords: OtherWords = () => [],
): Choice | null {
  const whole = plain(text.slice(0, 200)).replace(/[\s.,/-]+$/, '');
  if (!whole) return null;
  const found = (typed: string) => byNumber(typed, choices) ?? byWords(typed, choices, otherWords);
  const bare = whole.replace(before, '').replace(after, '');
  return found(whole) ?? (bare && bare !== whole ? found(bare) : null);
}

function byNumber(typed: string, choices: Choice[]): Choice | null {
  const digits = /^(\d{1,3})(?:[.,)\s]|$)/.exec(typed);
  if (digits) {
    const rest = typed.slice(digits[0].length).trim();
    const numbered = choices[Number(digits[1]) - 1];
    if (!numbered) return null;
    const label = plain(numbered.label);
    // "1. Ya, mulai" as a keyboard sends it; "1 atau 2" is no choice.
    return !rest || label.startsWith(rest) || rest.startsWith(label) ? numbered : null;
  }
  const inWords = numberInWords(typed);
  return inWords && !inWords.rest ? (choices[inWords.amount - 1] ?? null) : null;
}

function byWords(typed: string, choices: Choice[], otherWords: OtherWords): Choice | null {
  const labels = choices.map((choice) => ({
    choice,
    label: plain(choice.label),
    parts: partsOf(choice.label),
  }));
  const only = (fits: (one: (typeof labels)[number]) => boolean) => {
    const [first, ...more] = labels.filter(fits);
    return first && more.length === 0 ? first.choice : null;
  };
  const other = (fits: (word: string) => boolean) =>
    only(({ choice }) => otherWords(choice.value).some((word) => fits(plain(word))));
  const parts = partsOf(typed);
  const oneWord = typed.length >= 2;
  return (
    only(({ choice, label }) => label === typed || choice.value === typed) ??
    other((word) => word === typed) ??
    only(({ label }) => typed.length >= 3 && label.startsWith(typed)) ??
    only(({ label }) => isNear(typed, label)) ??
    only((one) => oneWord && one.parts.includes(typed)) ??
    only((one) => oneWord && one.parts.some((part) => isNear(typed, part))) ??
    only((one) => shortened(parts, one.parts)) ??
    other((word) => isNear(typed, word))
  );
}

const partsOf = (label: string) =>
  plain(label)
    .split(/[\s,./-]+/)
    .filter(Boolean);

/** "kel miskin" for "Keluarga miskin", "blm tau" for "Belum tahu": each word stands for a later one of the label. */
function shortened(typed: string[], label: string[]): boolean {
  let at = -1;
  for (const word of typed) {
    at = label.findIndex(
      (part, index) => index > at && (part === word || isNear(word, part) || abbreviates(word, part)),
    );
    if (at === -1) return false;
  }
  return typed.length > 0;
}
