import { createRequire } from 'node:module';

// The dictionary takes some 40 ms to load, as long as a saved model may take in all: it is loaded by the first word
// that needs it. natural's parts are CommonJS.
const require = createRequire(import.meta.url);
const natural = 'natural/lib/natural/stemmers/indonesian';

/** People invent words without end, and a service runs for months: past this many the memory starts afresh. */
const MEMORY = 50_000;

/** Root of an Indonesian word by Nazief-Adriani; a word it does not know comes back stripped or as it was. */
interface Stemmer {
  stem(word: string): string;
}

let stemmer: Stemmer | undefined;
let roots: string[] | undefined;
const stems = new Map<string, string>();

/** Root of a lower-case Indonesian word, `pembangunan` -> `bangun`. Remembers its answers: the stemmer is slow. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MEMORY) stems.clear();
  // Only this file: natural's index connects to databases.
  stemmer ??= require(`${natural}/stemmer_id.js`) as Stemmer;
  const root = stemmer.stem(word);
  stems.set(word, root);
  return root;
}

/** Whether a word is Indonesian as far as the dictionary of roots goes: its root stands there. */
export const isIndonesian = (word: string): boolean => isRoot(stem(word));

/** Looks a word up in natural's roots, about 30,000 in the order of the alphabet: to make a set of them takes longer. */
function isRoot(word: string): boolean {
  roots ??= (require(`${natural}/data/kata-dasar.json`) as string[]).filter(Boolean);
  let [low, high] = [0, roots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((roots[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return roots[low] === word;
}
