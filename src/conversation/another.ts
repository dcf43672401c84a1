/** The next proposal where it is asked whether there is one: "ada, lampu jalan", "selain itu minta sumur bor". */
import { asksForSomething } from './ahead/asking.ts';
import { choicesNow } from './choices.ts';
import { accept } from './moves.ts';
import { askingFor, askings, namely } from './request-words.ts';
import { asksForOne, splitRequests } from './requests.ts';
import { stepOfRole } from './roles.ts';
import { currentStep, type Talk, t, tellFirst } from './talk.ts';
import type { Input } from './types.ts';
import { type Understood, understand } from './understand.ts';
import { clean, shorten } from './words.ts';

/** By so many words somebody says at most that there is another, before saying what it is. */
const mostBefore = 8;
/** In characters; what is told back of it. */
const mostTold = 200;

/**
 * Begins another proposal where a message tells what it is; its words wait for the question what is proposed, as those of a
 * message with several requests do.
 * @returns false where it is no such message
 */
export function beginsAnother(talk: Talk, input: Input, { act, chosen }: Understood): boolean {
  const { state } = talk;
  const step = currentStep(talk);
  if (input.kind !== 'text' || step?.role !== 'more' || state.menu || chosen || act !== 'words') return false;
  const fresh = step.choices?.find((choice) => choice.fresh)?.value;
  if (!fresh || input.text.includes('?') || !choicesNow(talk).some(({ value }) => value === fresh))
    return false;
  const said = proposalIn(talk, clean(input.text), fresh);
  const most = talk.flow.steps[stepOfRole(talk.flow, 'proposal') ?? '']?.max ?? 600;
  if (!said || [...said].length > most) return false;
  const parts = splitRequests(said).map((text) => ({ text, words: input.text }));
  state.waiting = [...(state.waiting ?? []), ...parts];
  accept(talk, { kind: 'choice', choice: fresh }, input.text);
  tellFirst(talk, t(talk, 'conversation.several.noted', { text: shorten(said, mostTold) }));
  return true;
}

/** What is proposed in a message: all of it, or what stands behind the words that there is another. */
function proposalIn(talk: Talk, text: string, fresh: string): string | null {
  const words = text.split(/\s+/);
  let end = 0;
  for (let length = 1; length < Math.min(words.length, mostBefore + 1); length += 1) {
    const { chosen } = meaning(talk, words.slice(0, length));
    if (chosen && chosen !== fresh) return null;
    // "Minta" belongs to what is asked for.
    const asking = askingFor.has((words[length - 1] ?? '').toLowerCase());
    if (chosen && (end === 0 || !asking)) end = length;
  }
  if (end === 0) return asks(talk, text) ? text : null;
  const isParted = /[,:;.!-]$/.test(words[end - 1] ?? '') || /^[-=>]+$/.test(words[end] ?? '');
  const rest = words
    .slice(end)
    .join(' ')
    .replace(/^[-=>:,.\s]+/, '')
    .replace(namely, '');
  const own = /\p{L}{3}/u.test(rest) && meaning(talk, [rest]).act === 'words';
  const isNamed = isParted && meaning(talk, rest.split(' ', 1)).act === 'words';
  return own && (isNamed || asks(talk, rest)) ? rest : null;
}

const meaning = (talk: Talk, words: string[]) => understand(talk, { kind: 'text', text: words.join(' ') });

/** Whether a text asks for something; a thing alone does where nothing is told of it ("lampu jalan", not "jalan sudah bagus"). */
function asks(talk: Talk, text: string): boolean {
  if (asksForSomething(text) || splitRequests(text).length > 1) return true;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    asksForOne(text) && words.every((word) => askings.has(word) || meaning(talk, [word]).act === 'words')
  );
}
