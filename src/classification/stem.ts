import roots from 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json' with { type: 'json' };
import stemmer from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';

/** People invent words without end, and a service runs for months: past this many the memory starts afresh. */
const MEMORY = 50_000;

const dictionary = new Set(roots);
const stems = new Map<string, string>();

/** Root of a lower-case Indonesian word, `pembangunan` -> `bangun`. Remembers its answers: the stemmer is slow. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MEMORY) stems.clear();
  const root = stemmer.stem(word);
  stems.set(word, root);
  return root;
}

/** Whether a word is Indonesian as far as the dictionary of roots goes: its root stands there. */
export const isIndonesian = (word: string): boolean => dictionary.has(stem(word));
