import { randomInt } from 'node:crypto';

// No 0/O, 1/I/L: people copy these by hand. 10 of 31 letters are 49 bits, beyond guessing over a chat.
const codeLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A code for a personal link. */
export const newStartCode = (): string =>
  Array.from({ length: 10 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
