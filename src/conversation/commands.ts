import { isRoot } from '../classification/roots.ts';
import { isIndonesian, stem } from '../classification/stem.ts';
import { locales } from '../texts/locales.ts';
import { isNear } from '../texts/near.ts';
import type { Texts } from '../texts/texts.ts';
import { bare, clausesOf } from './reading/clauses.ts';
import { coresOf, isAround } from './reading/cores.ts';
import { folded, type Phrase, type PhraseTable, phrasesOf } from './reading/grammar.ts';

/** Words that work at any step; their spellings in each language are `conversation.words.<command>`. */
const commandNames = [
  'back',
  'change',
  'cancel',
  'help',
  'staff',
  'status',
  'language',
  'stop',
  'start',
  'skip',
  'privacy',
  'my-data',
  'erase',
  'complete',
] as const;
type CommandName = (typeof commandNames)[number];
export type Command =
  | { name: CommandName }
  | { name: 'check'; code: string }
  /** TANYA with its words; without where it stands alone. */
  | { name: 'ask'; words?: string };

/** Never read out of a near spelling, nor out of a question ("stop?"): what they do must never be a slip. */
const never: readonly CommandName[] = ['stop', 'erase', 'cancel'];

/**
 * Reads a whole message as a command, in any language, with courtesies around it ("STOP pak, terima kasih"), also as
 * Telegram writes it ("/status@bot"). A word that others stand beside is none: "stop kontak".
 * @param lenient takes slips of the finger too; not for what must never be one, and not where free text is asked
 */
export type CommandReader = (text: string, lenient: boolean) => Command | null;

/** A longer message is no command, in characters. */
const longest = 200;
const nothing = new Map<string, never>();

/** @param grammar of the same texts */
export function createCommandReader(texts: Texts, grammar: PhraseTable): CommandReader {
  const words = new Map<string, CommandName>();
  for (const name of commandNames)
    for (const locale of locales)
      for (const word of texts.t(locale, `conversation.words.${name}`).split('|'))
        words.set(bare(word), name);
  const asked = locales.flatMap((locale) => texts.t(locale, 'conversation.words.ask').split('|'));
  // Not of "bertanya-tanya", which is doubled.
  const asking = new RegExp(
    `(?<![\\p{L}\\p{N}-])(?:${asked.join('|')})(?![\\p{L}\\p{N}-])(?:@\\w+)?[\\s:,.]*`,
    'iu',
  );
  const slips = [...words].filter(([word, name]) => !never.includes(name) && /^\p{L}{5,}$/u.test(word));

  return (text, lenient) => {
    const question = questionIn(text);
    if (question !== null) return { name: 'ask', ...(question ? { words: question } : {}) };
    if (text.length > longest) return null;
    const typed = text.trim().replace(/^\//, '').replace(/@\w+$/, '');
    const clauses = clausesOf(typed).map((clause) => phrasesOf(clause, grammar, nothing));
    const code = codeIn(typed, clauses.flat());
    if (code) return { name: 'check', code };
    const said = clauses.filter((clause) => clause.some((phrase) => !isAround(phrase)));
    const names =
      said.length > 0
        ? said.map((clause) => nameOf(coresOf(clause), lenient))
        : [nameOf(coresOf(clauses.flat()).filter(isCalledFor), false)];
    const [name] = names;
    if (!name || names.some((one) => one !== name)) return slashed(text);
    return typed.includes('?') && never.includes(name) ? null : { name };
  };

  /**
   * A line as Telegram's menu writes it, with more behind its word ("/start abc def"): nobody answers like that. A word that
   * is none of ours asks for help, and so does one that must never be a slip.
   */
  function slashed(text: string): Command | null {
    const [, word] = /^\s*\/([a-z_]{2,32})(?:@\w+)?(?!\S)/i.exec(text) ?? [];
    if (!word) return null;
    const name = words.get(word.toLowerCase());
    return { name: name && !never.includes(name) ? name : 'help' };
  }

  /** What is asked behind TANYA, before which only courtesies stand ("pak, mau tanya: kapan ..."); null where nothing is. */
  function questionIn(text: string): string | null {
    const found = asking.exec(text);
    if (!found) return null;
    const before = clausesOf(text.slice(0, found.index).replace(/^\s*\//, ''));
    if (!before.flatMap((clause) => phrasesOf(clause, grammar, nothing)).every(isAround)) return null;
    const words = text.slice(found.index + found[0].length).trim();
    const rest = clausesOf(words).flatMap((clause) => phrasesOf(clause, grammar, nothing));
    return rest.every(isAround) ? '' : words;
  }

  /** Of nothing but courtesies: "pak, tolong" asks for help, "halo admin" for nobody, "admin" for staff. */
  function isCalledFor(core: string, _: number, [whole = '']: string[]): boolean {
    return whole.startsWith(core) || !grammar.get(folded(core))?.has('address');
  }

  function nameOf(cores: string[], lenient: boolean): CommandName | null {
    const exact = cores.map((core) => words.get(once(core))).find((name) => name !== undefined);
    if (exact || !lenient) return exact ?? null;
    const [shortest = ''] = cores.slice(-1);
    if (!/^\p{L}{5,}$/u.test(shortest) || grammar.has(folded(shortest))) return null;
    const meant = new Set(slips.filter(([word]) => isSlip(shortest, word)).map(([, name]) => name));
    const [name] = meant;
    return meant.size === 1 && name ? name : null;
  }
}

/** A word that is said several times, once: "stop stop". */
function once(core: string): string {
  const [first = '', ...others] = core.split(' ');
  return others.every((word) => word === first) ? first : core;
}

/**
 * Letters left out, doubled or swapped behind the first. Another letter in the place of one makes another word of it
 * ("nanti" is not "ganti"), and a word of the dictionary is itself ("mulia" is not "mulai").
 */
function isSlip(typed: string, word: string): boolean {
  if (typed[0] !== word[0] || !isNear(typed, word)) return false;
  if (isRoot(typed) || (isIndonesian(typed) && stem(typed) !== stem(word))) return false;
  const sorted = (text: string) => [...text].sort().join('');
  return isWithin(typed, word) || isWithin(word, typed) || sorted(typed) === sorted(word);
}

/** Whether all letters of one word stand in the other, in their order. */
function isWithin(shorter: string, longer: string): boolean {
  let at = 0;
  for (const letter of longer) if (letter === shorter[at]) at += 1;
  return at === shorter.length;
}

const codeDigits = 10;

/**
 * The code that is asked for: "CEK RR-26-0103-0001.", "rr 26 0103 0001 pak". Without a word such as CEK only a whole code
 * counts. As the office writes it, where it is whole.
 */
function codeIn(text: string, phrases: Phrase[]): string | null {
  const [found, digits = ''] =
    /(?<![\p{L}\p{N}])rr((?:[^\p{L}\p{N}]*\d)+)(?![\p{L}\p{N}])/iu.exec(text) ?? [];
  if (!found) return null;
  const others = phrases.filter(({ words: [word = ''] }) => !/^(?:rr)?-?[\d.,]*$/.test(word));
  const asks = others.some(({ classes }) => classes.has('check'));
  if (!others.every((phrase) => phrase.classes.has('check') || isAround(phrase))) return null;
  const figures = digits.replaceAll(/\D/g, '');
  if (figures.length !== codeDigits) return asks ? found : null;
  return `RR-${figures.slice(0, 2)}-${figures.slice(2, 6)}-${figures.slice(6)}`;
}
