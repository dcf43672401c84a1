import { isIndonesian } from '../../classification/stem.ts';
import { isNear } from '../../texts/near.ts';
import { spellingKey } from '../../texts/place-key.ts';
import { ordinals } from '../number-words.ts';
import { numberInWords } from '../numbers.ts';
import { abbreviates } from '../words.ts';
import { folded, type Here, type Overlay } from './grammar.ts';
import type { Option } from './option.ts';
import type { Said } from './reader.ts';

/**
 * The option that was meant, or null when none or several could be. From the surest to the least sure: its label
 * or another word for it, its number, what the message does ("inggih pak" where one option is the yes), and for options that are
 * not grave also the label's beginning, near spellings, abbreviations ("kel miskin") and one word of it.
 * @param isOther whether something is the name of what is not offered, and so no near spelling of what is
 */
export function choose(
  said: Said,
  options: Option[],
  isOther: (name: string) => boolean = () => false,
): Option | null {
  const sure = byName(said, options) ?? byNumber(said, options) ?? byAct(said, options);
  // "Kirim?" is asked back, not answered.
  if (sure) return said.asked && (sure.grave || sure.means.length > 0) ? null : sure;
  // What the grammar reads as a yes or a no is not also looked for among the letters of labels.
  if (said.act !== 'words' && options.some(({ means }) => means.length > 0)) return null;
  const near = leniently(said, options, isOther);
  return near?.grave ? null : near;
}

/** What the names of options mean where they are asked about. A name of what is neither yes nor no is a word of its own. */
export function overlayOf(options: Option[]): Overlay {
  if (options.every(({ means }) => means.length === 0)) return new Map();
  return new Map(
    options.flatMap((option) =>
      option.names.flatMap(({ label, also }) =>
        [label, ...also].map((name) => [folded(name), classIn(option)] as const),
      ),
    ),
  );
}

function classIn({ means: [first] }: Option): Here {
  if (first === 'yes' || first === 'ok') return 'can';
  return first === 'no' || first === 'later' || first === 'none' || first === 'unknown' ? first : 'words';
}

/** The only one that fits. */
function only(options: Option[], fits: (option: Option) => boolean): Option | null {
  const [first, ...more] = options.filter(fits);
  return first && more.length === 0 ? first : null;
}

function byNumber({ cores, picked }: Said, options: Option[]): Option | null {
  for (const typed of [...cores, picked]) {
    const digits = /^(\d{1,3})(?: (.*))?$/.exec(typed);
    if (digits) {
      const [, number, rest = ''] = digits;
      const numbered = options[Number(number) - 1];
      // "1. Ya, mulai" as a keyboard sends it; "1 atau 2" is no choice.
      const fits = ({ label }: { label: string }) => label.startsWith(rest) || rest.startsWith(label);
      if (numbered && (!rest || numbered.names.some(fits))) return numbered;
      continue;
    }
    const inTurn = options[(ordinals.get(typed) ?? 0) - 1];
    if (inTurn) return inTurn;
    const inWords = numberInWords(typed);
    const spelled = inWords && !inWords.rest ? options[inWords.amount - 1] : undefined;
    if (spelled) return spelled;
  }
  return null;
}

/** By a whole name: in the talk's language, else in another. */
function byName({ cores }: Said, options: Option[]): Option | null {
  for (const core of cores)
    for (const language of languagesOf(options)) {
      const named = only(options, ({ names }) => {
        const { label, also } = names[language] ?? { label: '', also: [] };
        return label === core || also.includes(core);
      });
      if (named) return named;
    }
  return null;
}

function byAct({ act }: Said, options: Option[]): Option | null {
  return only(options, ({ means, deletes }) =>
    means.some((one) => one === act || (one === 'yes' && act === 'ok' && !deletes)),
  );
}

/** What is left of "bapak dan ibu": no part of "Anak dan pemuda". */
const joining = /^(?:dan|wan|lawan|serta|atau|atawa|and|or)\b|\b(?:dan|wan|lawan|serta|atau|atawa|and|or)$/;

function leniently({ cores }: Said, options: Option[], isOther: (name: string) => boolean): Option | null {
  const ends = new Set([cores[0], cores.at(-1)]);
  for (const typed of ends) {
    if (!typed || joining.test(typed) || isOther(typed)) continue;
    for (const language of languagesOf(options)) {
      const near = nearestIn(typed, options, language);
      if (near) return near;
    }
  }
  return null;
}

function nearestIn(typed: string, options: Option[], language: number): Option | null {
  const words = typed.split(' ');
  const long = typed.length >= 2;
  // By its label; what fits another word for a second option as well ("ketua") is neither's.
  const by = (fits: (name: string, parts: string[]) => boolean) => {
    const named = (name: string) => fits(name, name.split(' '));
    const labelled = only(options, ({ names }) => named(names[language]?.label ?? ''));
    const isShared = options.some(
      (option) => option !== labelled && option.names.some(({ also }) => also.some(named)),
    );
    return isShared ? null : labelled;
  };
  return (
    by((label) => spellingKey(typed) === spellingKey(label)) ??
    by((label) => typed.length >= 3 && label.startsWith(typed)) ??
    by((label) => isSlipOf(typed, label)) ??
    by((_, parts) => long && parts.includes(typed)) ??
    by((_, parts) => long && parts.some((part) => isSlipOf(typed, part))) ??
    by((_, parts) => isShortened(words, parts)) ??
    only(options, ({ names }) => names[language]?.also.some((word) => isSlipOf(typed, word)) ?? false)
  );
}

const languagesOf = (options: Option[]) => (options[0]?.names ?? []).keys();

/**
 * Each word is near by itself, so that "ketua RW" is no "Ketua RT" and "Lok Batung" no "Lok Batu". A word of the dictionary
 * is itself and no slip of another: "umur" is not "umum".
 */
function isSlipOf(typed: string, name: string): boolean {
  const [words, parts] = [typed.split(' '), name.split(' ')];
  if (words.length !== parts.length || (words.length === 1 && typed !== name && isIndonesian(typed)))
    return false;
  return words.every((word, index) => {
    const part = parts[index] ?? '';
    return word === part || (!shortForms.has(word) && isNearWord(word, part));
  });
}

/** Other offices by short forms that no dictionary has: who is a kadus, of a hamlet, is no kades. */
const shortForms = new Set('kadus kasun sekdes kaur kasi kadis kabid kapus kasek'.split(' '));

/** A number is itself, with or without zeros before it, and no slip of another: the code of one twin is not the next one's. */
function isNearWord(typed: string, word: string): boolean {
  if (!/\d/.test(typed) && !/\d/.test(word)) return isNear(typed, word);
  return typed === word || (/^\d+$/.test(typed) && /^\d+$/.test(word) && Number(typed) === Number(word));
}

/** "kel miskin" for "Keluarga miskin", "blm tau" for "Belum tahu": each word stands for a later one of the label. */
function isShortened(typed: string[], label: string[]): boolean {
  let at = -1;
  for (const word of typed) {
    at = label.findIndex(
      (part, index) => index > at && (part === word || isSlipOf(word, part) || abbreviates(word, part)),
    );
    if (at === -1) return false;
  }
  return typed.length > 0;
}
