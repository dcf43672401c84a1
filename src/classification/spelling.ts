/** Mends one word towards words that are known (several, with blanks, if it ran together); else gives it back. */
export type Speller = (word: string) => string;

/** Words that are rightly written, in a map or a set. */
type Known = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>;

/** Below this length a letter's difference is too often a different word (`sapi`, `sapu`). */
const SHORTEST_MENDED = 5;
/** Two letters are found at the end of anything; parts of a run of words are at least this long. */
const SHORTEST_PART = 4;

/**
 * Makes a speller for unknown words. In this order: Banjar vowels (it writes a, i, u: `sakulah` is `sekolah`),
 * abbreviations by consonants (`jmbtn` is `jembatan`), one letter wrong, missing, too much or swapped, and last
 * words run together (`jalandesa` becomes `jalan desa`).
 * @param known the commonest first: of two possible words that one is taken
 */
export function createSpeller(known: Known): Speller {
  const words = [...known.keys()];
  const byVowels = firstBy(words, foldVowels);
  // An index of all slips would answer sooner, but making it takes longer than loading a whole model.
  const byFirstLetter = groupBy(words, (word) => word[0] ?? '');
  let byConsonants: Map<string, string> | undefined;

  return (word) => {
    if (known.has(word)) return word;
    if (!/[aeiou]/.test(word)) {
      byConsonants ??= firstBy(
        words.filter((each) => each.length <= 9),
        consonants,
      );
      return (word.length >= 3 && byConsonants.get(word)) || word;
    }
    const sounded = byVowels.get(foldVowels(word));
    if (sounded) return sounded;
    if (word.length < SHORTEST_MENDED) return word;
    const near = byFirstLetter
      .get(word[0] ?? '')
      ?.find((candidate) => candidate.length >= SHORTEST_MENDED - 1 && isOneSlip(word, candidate));
    return near ?? splitWords(word, known)?.join(' ') ?? word;
  };
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
