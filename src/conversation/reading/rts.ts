/** Which RTs a name is of: "rt 03 dan 04", "2 rt". Pure. */
import { numberInWords } from '../numbers.ts';

/** What may stand between the numbers of RTs. */
const joining = new Set('rt dan wan lawan dengan dgn serta sama sampai hingga sd s d and to'.split(' '));

/**
 * @param name a core of a message, as `bare` words
 * @param own the number of the sender's own RT; not a number where they have none
 * @returns null where it names none, only one that is not theirs, or something else beside
 */
export function rtsNamed(name: string, own: number): 'own' | 'several' | null {
  const counted = /^(.+?) (?:buah |buting |biji )?rt$/.exec(name)?.[1];
  if (counted) return severalIn(counted);
  const whole = name.replace(/ rw ?\d{1,3}$/, '');
  if (!/^rt ?\d(?:.*\d)?$/.test(whole)) return null;
  const words = whole.replaceAll(/rt(?=\d)/g, 'rt ').split(/[ .,]/);
  if (words.some((word) => !joining.has(word) && !/^\d{1,3}$/.test(word))) return null;
  const numbers = words.filter((word) => /^\d/.test(word)).map(Number);
  if (numbers.length === 1) return numbers[0] === own ? 'own' : null;
  return new Set(numbers).size > 1 ? 'several' : null;
}

/** "2", "tiga": a number of RTs above one. */
function severalIn(counted: string): 'several' | null {
  const read = /^\d{1,2}$/.test(counted) ? { amount: Number(counted), rest: '' } : numberInWords(counted);
  return read && !read.rest && read.amount > 1 && Number.isInteger(read.amount) ? 'several' : null;
}
