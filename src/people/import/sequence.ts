import { maskPhone } from '../phone.ts';

/** RapidPro flags a workspace for as many: real people's numbers do not follow one another. */
const suspicious = 250;

/**
 * The longest run of numbers that follow one another, if it is too long to be people.
 * @param phones E.164
 */
export function findSequence(phones: string[]): { count: number; from: string } | null {
  const numbers = [...new Set(phones)].map((phone) => Number(phone.slice(1))).sort((a, b) => a - b);
  let longest = { count: 0, end: 0 };
  let count = 0;
  for (const [index, number] of numbers.entries()) {
    count = index > 0 && numbers[index - 1] === number - 1 ? count + 1 : 1;
    if (count > longest.count) longest = { count, end: number };
  }
  if (longest.count < suspicious) return null;
  return { count: longest.count, from: maskPhone(`+${longest.end - longest.count + 1}`) };
}
