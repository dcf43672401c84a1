/** A message as it is compared: its words and signs, clause by clause. Never what is kept. */
import { remembered } from '../remembered.ts';
import { withPlainDigits } from '../words.ts';

/** A whole number with its sign, a number with its marks, a word, a sign such as 👍; or a mark that ends a clause. */
const parts =
  /(?<![\p{L}\p{N}])[+-]\d+|\d+(?:[.,]\d+)+|[\p{L}\p{N}]+|\p{Extended_Pictographic}|[.,;:!?…()\n]/gu;
const isMark = (part: string) => /^[.,;:!?…()\n]$/.test(part);

/** Lower case, without accents and apostrophes ("don't", "don’t" and "dont" are one word), parted at its marks. */
export const clausesOf = remembered((text): readonly (readonly string[])[] => {
  const plain = withPlainDigits(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=\p{L})['’‘ʼ`´](?=\p{L})/gu, '')
    .toLowerCase();
  const clauses: string[][] = [[]];
  for (const [part] of plain.matchAll(parts)) {
    if (isMark(part)) clauses.push([]);
    else clauses.at(-1)?.push(part);
  }
  return clauses.filter((clause) => clause.length > 0);
});

/** The words of a label or another known phrase in one row, without its marks: how they are compared. */
export const bare = remembered((phrase) => clausesOf(phrase).flat().join(' '));
