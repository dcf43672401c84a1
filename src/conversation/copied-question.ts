/**
 * People copy our question and write their answer below or behind it, or send it back by itself. Its words are ours: an
 * example in it is nobody's proposal, and a figure in it no size.
 */
import { question } from './ask.ts';
import { remembered } from './remembered.ts';
import { currentStep, type Talk, t } from './talk.ts';
import { textKeys } from './text-keys.ts';
import type { Input } from './types.ts';

/** One word with a question mark may be anybody's own. */
const leastWords = 2;

/**
 * A message without the question that it begins with: the one that waits, or the one that was seen. Of a question alone
 * its mark is left, so that it is read as asked back.
 * @param seen the step of the question that was seen, where that is another one than the one that waits
 */
export function withoutQuestion(talk: Talk, input: Input, seen: string | null = null): Input {
  // Each of our questions has its mark, and hardly an answer does: that is quickly seen.
  if (input.kind !== 'text' || !input.text.includes('?')) return input;
  for (const text of askedOf(talk, seen)) {
    const own = copyOf(text)?.exec(input.text);
    if (own) return { ...input, text: input.text.slice(own[0].length).trim() || '?' };
  }
  return input;
}

/** What was asked; a question of another flow has no text in this one, and where a talk is over nothing waits. */
function askedOf(talk: Talk, seen: string | null): string[] {
  const waits = talk.state.menu !== null || currentStep(talk) !== null ? [question(talk)] : [];
  const key = textKeys.ask(talk.flow.id, seen ?? '');
  return seen !== null && talk.texts.has(key) ? [...waits, t(talk, key)] : waits;
}

/** What a copy of a question at the beginning of a message looks like: its first sentence at least, its number or not. */
const copyOf = remembered((text: string): RegExp | null => {
  const own = text.replace(numbered, '');
  const end = own.indexOf('?') + 1;
  const [asked, behind] = [wordsOf(own.slice(0, end)), wordsOf(own.slice(end))];
  if (asked.length < leastWords) return null;
  const whole = behind.length > 0 ? `(?:${gap}${behind.join(gap)})?` : '';
  return new RegExp(
    `^[^\\p{L}\\p{N}]*(?:\\d+\\s*/\\s*\\d+[^\\p{L}\\p{N}]*)?${asked.join(gap)}${whole}[^\\p{L}\\p{N}]*`,
    'iu',
  );
});

const numbered = /^\d+\/\d+\.\s*/;
/** What may stand between two words, however the copy was pasted: blanks, ends of lines, stars of bold letters. */
const gap = '[^\\p{L}\\p{N}]+';
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
