/**
 * A sentence that says of an answer that it is to be another: "ubah ukuran", "ukurannya salah, 900 m", "ralat: 900 m". Pure;
 * `put-right.ts` does what it says.
 */
import { locales } from '../texts/locales.ts';
import type { Texts } from '../texts/texts.ts';
import { bare, clausesOf } from './reading/clauses.ts';

/** What a sentence says of an answer. */
export interface Correction {
  /** The answers that it names; none where it only says that something was wrong. */
  steps: string[];
  /** What the answer is to be, as it was written; empty where it does not say. */
  value: string;
  /** How it says so: that it is to be changed or is wrong, or only what it is ("ukurannya 900 m"). */
  how: 'clear' | 'quiet';
  /** Whether it can be nothing else; "masalahnya salah urus" may be an answer of its own. */
  sure: boolean;
}

/** An answer that may be named: by its question's name and other words for it, as `bare` words, and by its number. */
export interface Nameable {
  step: string;
  names: readonly string[];
  number: number | undefined;
}

/** A word of a message as it was written, as it is compared, and whether a mark behind it ends a clause. */
interface Token {
  raw: string;
  bare: string;
  ends: boolean;
}

/** A longer message tells something of its own, in characters. */
const longest = 300;
/** So many words of courtesy may stand before it. */
const mostBefore = 4;

/** Within so many words at the beginning of a message there is one that begins it, or there is none. */
const mostLooked = 12;

const kinds = ['change', 'wrong', 'mistaken', 'right', 'instead', 'behind', 'number'] as const;
type Words = Readonly<Record<(typeof kinds)[number], readonly string[]>> & {
  /** The first words of those by which a correction may begin. */
  heads: ReadonlySet<string>;
};

/** The words of all languages, longest first. */
function wordsOf(texts: Texts): Words {
  const of = (kind: string) =>
    locales
      .flatMap((locale) => texts.t(locale, `conversation.put-right.${kind}`).split('|'))
      .map(bare)
      .sort((one, other) => other.length - one.length);
  const words = Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as unknown as Omit<Words, 'heads'>;
  const first = [...words.change, ...words.wrong, ...words.mistaken, ...words.number];
  return { ...words, heads: new Set(first.map(headOf)) };
}

const headOf = (phrase: string): string => phrase.split(' ', 1)[0] ?? '';

const known = new WeakMap<Texts, Words>();

function wordsFor(texts: Texts): Words {
  const words = known.get(texts) ?? wordsOf(texts);
  known.set(texts, words);
  return words;
}

/**
 * @param isCourtesy whether what stands before it says nothing of its own
 * @returns null where it says nothing of the kind
 */
export function correctionIn(
  text: string,
  texts: Texts,
  answers: readonly Nameable[],
  isCourtesy: (before: string) => boolean,
): Correction | null {
  if (text.length > longest || text.includes('?')) return null;
  const words = wordsFor(texts);
  if (!mayBegin(text, words, answers)) return null;
  const tokens = tokensOf(text);
  for (let from = 0; from <= Math.min(mostBefore, tokens.length - 1); from += 1) {
    const before = tokens.slice(0, from);
    if (from > 0 && !isCourtesy(before.map(({ raw }) => raw).join(' '))) return null;
    const found = correctionAt(tokens.slice(from), words, answers);
    if (found) return found;
  }
  return null;
}

/** Nearly every message is none, and each is looked at: this is soon seen. */
function mayBegin(text: string, { heads }: Words, answers: readonly Nameable[]): boolean {
  const first = clausesOf(text).flat().slice(0, mostLooked);
  return first.some(
    (word) => heads.has(word) || answers.some(({ names }) => names.some((name) => isHeadOf(word, name))),
  );
}

const isHeadOf = (word: string, name: string): boolean =>
  word === name || word === `${name}nya` || name.startsWith(`${word} `);

function tokensOf(text: string): Token[] {
  const parted = text.replaceAll(/(?<=\p{L})[:=,;](?=[^\s])/gu, '$& ');
  return parted
    .split(/\s+/)
    .filter(Boolean)
    .map((raw) => ({ raw, bare: bare(raw), ends: /[:=,;.!]$/.test(raw) }));
}

function correctionAt(tokens: Token[], words: Words, answers: readonly Nameable[]): Correction | null {
  const change = phraseAt(tokens, 0, words.change);
  const changed = change && nameAt(tokens, change, words, answers);
  if (changed) return told(tokens, changed, words, 'clear', changed.said);
  const wrong = phraseAt(tokens, 0, words.mistaken) ?? phraseAt(tokens, 0, words.wrong);
  const named = wrong && nameAt(tokens, afterRight(tokens, wrong, words), words, answers);
  if (named) return told(tokens, named, words, 'clear', endsAt(tokens, wrong) || named.said);
  if (wrong) return unnamed(tokens, wrong, words);
  const first = nameAt(tokens, 0, words, answers);
  if (!first) return null;
  const denied = phraseAt(tokens, first.end, words.wrong);
  if (denied === null) return told(tokens, first, words, 'quiet', first.said);
  return told(tokens, { ...first, end: denied }, words, 'clear', endsAt(tokens, denied));
}

const endsAt = (tokens: Token[], end: number): boolean => tokens[end - 1]?.ends === true;

/** What stands behind the names: what is right instead. */
function told(
  tokens: Token[],
  { steps, end }: Pick<Named, 'steps' | 'end'>,
  words: Words,
  how: Correction['how'],
  sure: boolean,
): Correction {
  const [value, said, instead] = valueFrom(tokens, end, words);
  return { steps, value, how, sure: sure || said || instead || value === '' };
}

/** "Ralat: 900 m", "salah, yang benar 900 m", "bukan 200 m tapi 900 m", "salah pencet". */
function unnamed(tokens: Token[], wrong: number, words: Words): Correction | null {
  const mistaken = phraseAt(tokens, 0, words.mistaken) !== null;
  const [value, said, instead] = valueFrom(tokens, wrong, words);
  const means = mistaken || (value !== '' && (said || instead || endsAt(tokens, wrong)));
  return means ? { steps: [], value, how: 'clear', sure: mistaken || said } : null;
}

/** What is right instead, whether a word says that it is, and whether it stands behind what it is not. */
function valueFrom(
  tokens: Token[],
  from: number,
  words: Words,
): [value: string, said: boolean, instead: boolean] {
  const instead = tokens.findIndex((_, at) => at > from && phraseAt(tokens, at, words.instead) !== null);
  const start = instead === -1 ? from : instead + 1;
  const behind = afterRight(tokens, start, words);
  const rest = tokens.slice(behind).map(({ raw }) => raw);
  return [rest.join(' ').replace(/^[:=,;.→>-]+\s*/, ''), behind > start, instead !== -1];
}

function afterRight(tokens: Token[], from: number, words: Words): number {
  for (let at = from; ; ) {
    const behind = tokens[at]?.bare === '' ? at + 1 : phraseAt(tokens, at, words.right);
    if (behind === null) return at;
    at = behind;
  }
}

interface Named {
  steps: string[];
  /** Where what follows it begins. */
  end: number;
  /** Whether it is spoken of as something known: "ukurannya". */
  said: boolean;
}

function nameAt(tokens: Token[], from: number, words: Words, answers: readonly Nameable[]): Named | null {
  const numbered = numberAt(tokens, from, words, answers);
  if (numbered) return numbered;
  const all = answers.flatMap(({ step, names }) => names.map((name) => ({ step, name })));
  for (const { step, name } of all.sort((one, other) => other.name.length - one.name.length)) {
    const plain = phraseAt(tokens, from, [name]);
    const end = plain ?? phraseAt(tokens, from, [`${name}nya`, `${name} nya`]);
    if (end === null) continue;
    const behind = afterAll(tokens, end, words.behind);
    return { steps: [step], end: behind, said: plain === null || endsAt(tokens, behind) };
  }
  return null;
}

/** "No 6", "pertanyaan 7". */
function numberAt(tokens: Token[], from: number, words: Words, answers: readonly Nameable[]): Named | null {
  const at = phraseAt(tokens, from, words.number);
  const typed = at === null ? '' : (tokens[at]?.bare ?? '');
  const steps = answers.filter(({ number }) => /^\d{1,2}$/.test(typed) && number === Number(typed));
  return at === null || steps.length === 0
    ? null
    : { steps: steps.map(({ step }) => step), end: at + 1, said: true };
}

function afterAll(tokens: Token[], from: number, phrases: readonly string[]): number {
  const end = phraseAt(tokens, from, phrases);
  return end === null ? from : afterAll(tokens, end, phrases);
}

/** Where a phrase ends that stands at a place; null where none does. */
function phraseAt(tokens: Token[], from: number, phrases: readonly string[]): number | null {
  for (const phrase of phrases) {
    const parts = phrase.split(' ');
    if (parts.every((part, index) => tokens[from + index]?.bare === part)) return from + parts.length;
  }
  return null;
}
