import { locales } from '../../texts/locales.ts';
import type { Texts } from '../../texts/texts.ts';
import { remembered } from '../remembered.ts';
import { clausesOf } from './clauses.ts';

/** What a word can be in a message; `locales/<language>/reading.yaml` holds the words of each, and says what they are. */
const wordClasses = [
  'yes',
  'ok',
  'can',
  'no',
  'later',
  'wait',
  'none',
  'have',
  'sure',
  'know',
  'unknown',
  'steer',
  'ask',
  'about',
  'answering',
  'back',
  'already',
  'greeting',
  'late',
  'whereabouts',
  'thanks',
  'please',
  'address',
  'particle',
  'filler',
  'check',
  'number',
] as const;
export type WordClass = (typeof wordClasses)[number];

/** Phrases by their folded words, and what each can be. */
export type PhraseTable = ReadonlyMap<string, ReadonlySet<WordClass>>;

/** Words that belong together. */
export interface Phrase {
  words: string[];
  /** What the grammar knows them to be; empty for words of one's own. */
  classes: ReadonlySet<WordClass>;
  /** What the question that was asked makes of them: "hapus" is a yes where it is asked whether to delete. */
  here: Here | null;
}

/** What a word is where a certain question was asked: part of a yes or a no, a word of one's own, or its topic. */
export type Here = 'can' | 'no' | 'later' | 'none' | 'unknown' | 'words' | 'beside';

/** What the words of a question's own choices are there, and those of its topic; by their folded words. */
export type Overlay = ReadonlyMap<string, Here>;

/** The words of all languages together: who is asked in Banjar may answer in Indonesian. */
export function createGrammar(texts: Texts): PhraseTable {
  const table = new Map<string, Set<WordClass>>();
  for (const name of wordClasses)
    for (const locale of locales)
      for (const phrase of texts.t(locale, `reading.${name}`).split('|')) {
        const key = folded(phrase);
        table.set(key, (table.get(key) ?? new Set()).add(name));
      }
  return table;
}

/** A phrase as tables know it. */
export const folded = remembered((phrase) => clausesOf(phrase).flat().map(fold).join(' '));

/** However long a word is drawn ("iyaaa", "okee"), or doubled by a figure ("ya2"). */
function fold(word: string): string {
  const single = word.replace(/(?<=\p{L})2$/u, '');
  return single.length < 3 ? single : single.replaceAll(/(\p{L})\1+/gu, '$1');
}

/** No phrase of a table has more words. */
const longest = 5;
const nothing: ReadonlySet<WordClass> = new Set();
const said: ReadonlySet<WordClass> = new Set(['particle']);

/** A clause in phrases, the longest first that begins at a word. */
export function phrasesOf(clause: readonly string[], table: PhraseTable, overlay: Overlay): Phrase[] {
  const words = clause.map(fold);
  const phrases: Phrase[] = [];
  for (let at = 0; at < clause.length; ) {
    const phrase = phraseAt(words, at, table, overlay);
    phrases.push({ ...phrase, words: clause.slice(at, at + phrase.words.length) });
    at += phrase.words.length;
  }
  return phrases;
}

function phraseAt(words: string[], at: number, table: PhraseTable, overlay: Overlay): Phrase {
  for (let length = Math.min(longest, words.length - at); length > 0; length -= 1) {
    const some = words.slice(at, at + length);
    const key = some.join(' ');
    const [classes, here] = [table.get(key), overlay.get(key)];
    if (classes || here) return { words: some, classes: classes ?? nothing, here: here ?? null };
  }
  const word = words[at] ?? '';
  return { words: [word], classes: table.get(word.replace(/lah$/, '')) ?? unknown(word), here: null };
}

/** A sign that the grammar does not know says nothing: "ya 😊". */
const unknown = (word: string) => (/^\p{Extended_Pictographic}$/u.test(word) ? said : nothing);
