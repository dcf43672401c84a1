/** Mends one word towards words that are known (several, with blanks, if it ran together); else gives it back. */
export type Speller = (word: string) => string;

/** Below this length a letter's difference is too often a different word (`sapi`, `sapu`). */
const SHORTEST_MENDED = 5;
/** Two letters are found at the end of anything; parts of a run of words are at least this long. */
const SHORTEST_PART = 4;

/**
 * Makes a speller for unknown words. In this order: Banjar vowels (it writes a, i, u: `sakulah` is `sekolah`),
 * abbreviations by consonants (`jmbtn` is `jembatan`), one letter wrong, missing, too much or swapped, and last
 * words run together (`jalandesa` becomes `jalan desa`).
 * @param known words with how often they were met; of two possible words the commoner is taken
 */
export function createSpeller(known: ReadonlyMap<string, number>): Speller {
  const byVowels = indexBy(known, (word) => [foldVowels(word)]);
  const byConsonants = indexBy(known, (word) => (word.length <= 9 ? [consonants(word)] : []));
  const byDeletion = indexBy(known, (word) =>
    word.length >= SHORTEST_MENDED - 1 ? [word, ...deletions(word)] : [],
  );

  return (word) => {
    if (known.has(word)) return word;
    if (!/[aeiou]/.test(word)) return word.length >= 3 ? (byConsonants.get(word)?.[0] ?? word) : word;
    const sounded = byVowels.get(foldVowels(word))?.[0];
    if (sounded) return sounded;
    if (word.length < SHORTEST_MENDED) return word;
    const near = [word, ...deletions(word)]
      .flatMap((variant) => byDeletion.get(variant) ?? [])
      .filter((candidate) => candidate[0] === word[0] && isOneSlip(word, candidate))
      .sort((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0));
    return near[0] ?? splitWords(word, known)?.join(' ') ?? word;
  };
}

/** Words that a run of letters is made of, the longest known first; undefined where it is not made of known words. */
function splitWords(run: string, known: ReadonlyMap<string, number>): string[] | undefined {
  for (let length = run.length - SHORTEST_PART; length >= SHORTEST_PART; length--) {
    const first = run.slice(0, length);
    if (!known.has(first)) continue;
    const rest = run.slice(length);
    const words = known.has(rest) ? [rest] : splitWords(rest, known);
    if (words) return [first, ...words];
  }
  return undefined;
}

/** Words under each of their keys, the commonest first. */
function indexBy(known: ReadonlyMap<string, number>, keys: (word: string) => string[]) {
  const index = new Map<string, string[]>();
  for (const [word] of [...known].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) {
    for (const key of new Set(keys(word))) {
      const words = index.get(key);
      if (words) words.push(word);
      else index.set(key, [word]);
    }
  }
  return index;
}

const foldVowels = (word: string) => word.replaceAll('e', 'a').replaceAll('o', 'u');
const consonants = (word: string) => word.replace(/[aeiou]/g, '');
const deletions = (word: string) =>
  Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));

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
