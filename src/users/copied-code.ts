import { randomInt } from 'node:crypto';

/** No 0/O, 1/I/L: people copy codes by hand, and read them to each other over the phone. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A code that people copy, of so many of 31 letters: 10 of them are 49 bits, beyond guessing. */
export const copiedCode = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
