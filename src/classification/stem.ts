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

let loaded: { stemmer: Stemmer; dictionary: ReadonlySet<string> } | undefined;
const stems = new Map<string, string>();

/** natural's stemmer and the roots it knows, about 30,000. Only these files: natural's index connects to databases. */
function indonesian() {
  loaded ??= {
    stemmer: require(`${natural}/stemmer_id.js`) as Stemmer,
    dictionary: new Set(require(`${natural}/data/kata-dasar.json`) as string[]),
  };
  return loaded;
}

/** Root of a lower-case Indonesian word, `pembangunan` -> `bangun`. Remembers its answers: the stemmer is slow. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MEMORY) stems.clear();
  const root = indonesian().stemmer.stem(word);
  stems.set(word, root);
  return root;
}

/** Whether a word is Indonesian as far as the dictionary of roots goes: its root stands there. */
export const isIndonesian = (word: string): boolean => indonesian().dictionary.has(stem(word));
