import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** natural's Indonesian roots, about 30,000, one a line in the order of the alphabet. */
const file = 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json';

let lines: string[] | undefined;

/**
 * Whether a word is a root of the Indonesian dictionary. The file is searched as it stands: to parse it and make a set
 * of its words takes 15 ms, nearly as long as all else that a saved model needs to be ready.
 */
export function isRoot(word: string): boolean {
  lines ??= readFileSync(createRequire(import.meta.url).resolve(file), 'utf8').split('\n');
  const wanted = `  "${word}",`;
  let [low, high] = [1, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return lines[low] === wanted;
}
