import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What making and checking a password's hash costs, by scrypt's own letters: 128 * N * r bytes of memory, p times. */
export interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

/** OWASP's password storage advice for scrypt: about 128 MB and a tenth of a second. */
export const standardCost: PasswordCost = { N: 2 ** 17, r: 8, p: 1 };

const keyBytes = 32;
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const memory = ({ N, r }: PasswordCost) => 256 * N * r;

/** Hashes a password for keeping. The cost is kept beside it, so it can be raised later. */
export async function hashPassword(password: string, cost = standardCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFKC'), salt, keyBytes, { ...cost, maxmem: memory(cost) });
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Compares in constant time. A hash of another form is never equal. */
export async function verifyPassword(password: string, kept: string): Promise<boolean> {
  const [scheme, n, r, p, salt, hash] = kept.split('$');
  if (scheme !== 'scrypt' || !salt || !hash) return false;
  const own = { N: Number(n), r: Number(r), p: Number(p) };
  const key = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), keyBytes, {
    ...own,
    maxmem: memory(own),
  });
  const expected = Buffer.from(hash, 'base64url');
  return key.length === expected.length && timingSafeEqual(key, expected);
}
