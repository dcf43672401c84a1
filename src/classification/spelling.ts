/** Mends words towards words that are known. */
export interface Speller {
  /** The word meant (several, with blanks, if they ran together), or the same where none is known. */
  mend(word: string): string;
  /** The commonest word that has lost nothing but vowels; undefined where there is none. */
  revowelled(word: string): string | undefined;
}

/** Words that are rightly written, in a map or a set. */
type Known = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>;

/** Below this length a letter's difference is too often a different word (`sapi`, `sapu`). */
const SHORTEST_MENDED = 5;
/** Two letters are found at the end of anything; parts of a run of words are at least this long. */
const SHORTEST_PART = 4;

/**
 * Makes a speller for unknown words. In this order: Banjar vowels (it writes a, i, u: `sakulah` is `sekolah`),
 * vowels left out (`jmbtn`, `jmbtan` for `jembatan`), one letter wrong, missing, too much or swapped, and last
 * words run together (`jalandesa` becomes `jalan desa`).
 * @param known the commonest first: of two possible words that one is taken
 */
export function createSpeller(known: Known): Speller {
  const words = [...known.keys()];
  const byVowels = firstBy(words, foldVowels);
  // An index of all slips would answer sooner, but making it takes longer than loading a whole model.
  const byFirstLetter = groupBy(words, (word) => word[0] ?? '');
  let byConsonants: Map<string, string[]> | undefined;
  const revowelled = (word: string) => {
    byConsonants ??= groupBy(words, consonants);
    return byConsonants.get(consonants(word))?.find((candidate) => isWithin(word, candidate));
  };

  const mend = (word: string) => {
    if (known.has(word)) return word;
    if (!/[aeiou]/.test(word)) return (word.length >= 2 && revowelled(word)) || word;
    const sounded = byVowels.get(foldVowels(word));
    if (sounded) return sounded;
    const whole = revowelled(word);
    if (whole) return whole;
    if (word.length < SHORTEST_MENDED) return word;
    const near = byFirstLetter
      .get(word[0] ?? '')
      ?.find((candidate) => candidate.length >= SHORTEST_MENDED - 1 && isOneSlip(word, candidate));
    return near ?? splitWords(word, known)?.join(' ') ?? word;
  };
  return { mend, revowelled };
}

/** Words that a run of letters is made of, the longest known first; undefined where it is not made of known words. */
function splitWords(run: string, known: Known): string[] | undefined {
  for (let length = run.length - SHORTEST_PART; length >= SHORTEST_PART; length--) {
    const first = run.slice(0, length);
    if (!known.has(first)) continue;
    const rest = run.slice(length);
    const words = known.has(rest) ? [rest] : splitWords(rest, known);
    if (words) return [first, ...words];
  }
  return undefined;
}

/** The first word of each key. */
function firstBy(words: string[], key: (word: string) => string): Map<string, string> {
  const index = new Map<string, string>();
  for (const word of words) {
    const its = key(word);
    if (!index.has(its)) index.set(its, word);
  }
  return index;
}

/** All words of each key, in their order. */
function groupBy(words: string[], key: (word: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const its = key(word);
    const group = groups.get(its);
    if (group) group.push(word);
    else groups.set(its, [word]);
  }
  return groups;
}

const foldVowels = (word: string) =>
  /[eo]/.test(word) ? word.replaceAll('e', 'a').replaceAll('o', 'u') : word;
const consonants = (word: string) => word.replace(/[aeiou]/g, '');

/** Whether the letters of one word stand in another in their order. */
function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Whether one letter inserted, dropped, changed, or swapped with its neighbour makes one word of the other. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  if (a.length !== b.length) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    return long.slice(start + 1) === short.slice(start);
  }
  const swapped = a[start] === b[start + 1] && a[start + 1] === b[start];
  return a.slice(start + 1) === b.slice(start + 1) || (swapped && a.slice(start + 2) === b.slice(start + 2));
}
