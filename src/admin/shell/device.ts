import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { AdminDeps } from './deps.ts';

/** A device is known for half a year after the last sign-in from it. */
const knownMs = 180 * 24 * 60 * 60 * 1000;

const cookieOf = ({ secureCookies }: AdminDeps, email: string) =>
  `${secureCookies ? '__Host-' : ''}rembuk-device-${createHash('sha256').update(email).digest('hex').slice(0, 10)}`;
const signatureOf = ({ sessionSecret }: AdminDeps, email: string, mark: string) =>
  createHmac('sha256', sessionSecret).update(`device ${email} ${mark}`).digest('base64url');

/** Marks the device of a sign-in, so that nobody's guessing elsewhere can make this person wait on it. */
export function rememberDevice(deps: AdminDeps, request: Request, response: Response, email: string): void {
  const mark = knownDevice(deps, request, email) ?? randomBytes(12).toString('base64url');
  response.cookie(cookieOf(deps, email), `${mark}.${signatureOf(deps, email, mark)}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.secureCookies,
    maxAge: knownMs,
  });
}

/** The mark of a device from which this person has signed in before; null for any other, and for a forged one. */
export function knownDevice(deps: AdminDeps, request: Request, email: string): string | null {
  const cookie: unknown = request.cookies?.[cookieOf(deps, email)];
  const [mark = '', signature = ''] = typeof cookie === 'string' ? cookie.split('.') : [];
  const expected = Buffer.from(signatureOf(deps, email, mark));
  const given = Buffer.from(signature);
  return mark && given.length === expected.length && timingSafeEqual(given, expected) ? mark : null;
}
