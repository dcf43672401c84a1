import type { Phrase, WordClass } from './grammar.ts';

/** What may stand around what is said without changing it: "assalamualaikum, STOP pak, terima kasih". */
const around: readonly WordClass[] = ['greeting', 'late', 'thanks', 'address', 'particle', 'yes', 'ok'];
/** What may stand before it only: "mau berhenti", but not "bukan mau". */
const before: readonly WordClass[] = [...around, 'please'];

const isBehind = ({ classes }: Phrase) => around.some((name) => classes.has(name));
export const isAround = ({ classes }: Phrase): boolean => before.some((name) => classes.has(name));

/**
 * What is left of a message when courtesies are taken off its ends, a phrase at a time: the whole first, then ever less of
 * it ("data saya pak", "data saya").
 */
export function coresOf(phrases: Phrase[]): string[] {
  const firstOwn = phrases.findIndex((phrase) => !isAround(phrase));
  const left = firstOwn === -1 ? phrases.length - 1 : firstOwn;
  const lastOwn = phrases.findLastIndex((phrase) => !isBehind(phrase));
  const right = lastOwn === -1 ? 0 : lastOwn;
  const cores: { from: number; core: string }[] = [];
  for (let from = 0; from <= left; from += 1)
    for (let to = phrases.length; to > Math.max(from, right); to -= 1)
      cores.push({ from, core: joined(phrases.slice(from, to)) });
  const shortest = (one: { core: string }) => one.core.split(' ').length;
  return [
    ...new Set(cores.sort((a, b) => shortest(b) - shortest(a) || a.from - b.from).map(({ core }) => core)),
  ];
}

/** The shortest core without the words that lead up to a number. */
export function pickedOf(phrases: Phrase[]): string {
  const leads = (phrase: Phrase) => isAround(phrase) || phrase.classes.has('number');
  const from = phrases.findIndex((phrase) => !leads(phrase));
  const to = phrases.findLastIndex((phrase) => !isBehind(phrase));
  return from === -1 ? '' : joined(phrases.slice(from, to + 1));
}

const joined = (phrases: Phrase[]) => phrases.flatMap(({ words }) => words).join(' ');
