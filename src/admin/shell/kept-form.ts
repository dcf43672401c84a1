/**
 * A form that was sent after its session had ended is kept until its sender has signed in again, in the stranger's session that
 * the sign-in goes on with: nothing typed is lost, with scripts or without. It is given back to nobody but whom its page was made
 * for: every form carries a signed mark of that. The same way a form is kept that another form of its page was sent with.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { AdminDeps } from './deps.ts';
import { localPath } from './local-path.ts';
import { leadOn, redirectSaved } from './session.ts';

/** Where it is given back. */
export const keptPath = '/lanjutkan';
/** The field of the mark in every form. */
export const ownerField = '_for';

/** So long it waits for a sign-in. */
const keptMs = 60 * 60 * 1000;
/** All of its values together, in characters: as long as a form may be. What is longer is not kept. */
const longest = 96 * 1024;
const signIns = ['/masuk', '/masuk/kode'];
const gates = [...signIns, '/keluar'];

/** The mark of whom a page was made for; it tells nobody who that is. */
export function ownerMark({ sessionSecret }: Pick<AdminDeps, 'sessionSecret'>, email: string): string {
  const name = createHash('sha256')
    .update(`owner ${sessionSecret} ${email}`)
    .digest('base64url')
    .slice(0, 22);
  return `${name}.${createHmac('sha256', sessionSecret).update(`form of ${name}`).digest('base64url')}`;
}

function isOurs({ sessionSecret }: AdminDeps, mark: string): boolean {
  const [name = '', signature = ''] = mark.split('.');
  const expected = Buffer.from(
    createHmac('sha256', sessionSecret).update(`form of ${name}`).digest('base64url'),
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const fields = z.record(z.string().max(80), z.union([z.string(), z.array(z.string())]));

/** A form that carries a mark of ours, as it is kept; null for anything else, and for what is too long. */
function markedForm(deps: AdminDeps, { body, originalUrl }: Request) {
  const typed = fields.safeParse(body);
  const owner = typed.data?.[ownerField];
  if (typeof owner !== 'string' || !isOurs(deps, owner)) return null;
  const { _csrf: _, [ownerField]: __, ...values } = typed.data ?? {};
  return JSON.stringify(values).length > longest ? null : { to: originalUrl, values, owner };
}

/** The sign-in, and where it leads back to. */
export const signInTo = (back: string, further = ''): string =>
  `/masuk?kembali=${encodeURIComponent(back)}${further}`;

/** A file that was sent is not kept: its form is asked for again. */
const bringsFile = (request: Request): boolean => Boolean(request.is('multipart/form-data'));

/** Keeps what somebody sends who is signed in no more, and asks them to sign in. Must come before the tokens are checked. */
export function keepForms(deps: AdminDeps): RequestHandler {
  return (request, response, next) => {
    const { user } = response.locals.visit;
    if (request.method !== 'POST' || user || gates.includes(request.path)) return next();
    if (bringsFile(request)) return response.redirect(303, signInTo(request.originalUrl, '&berkas=lagi'));
    const kept = markedForm(deps, request);
    if (!kept) return next();
    request.session.kept = kept;
    request.session.cookie.maxAge = keptMs;
    redirectSaved(request, response, signInTo(keptPath));
  };
}

/**
 * Keeps a form whose token is of an earlier session of the same person, who has signed in anew in another tab: it is shown to
 * them again, to be sent from there. A sign-in in a second tab leads on to where that one was to go, and says who is signed
 * in. Must come right behind the check of the tokens.
 */
export function keepRefused(deps: AdminDeps): ErrorRequestHandler {
  return (error, request, response, next) => {
    // What failed earlier, such as a body that is too large, has no visit.
    const user = response.locals.visit?.user;
    if (error?.code !== 'EBADCSRFTOKEN' || !user) return next(error);
    if (signIns.includes(request.path)) {
      const to = localPath(String(request.body?.back ?? '/'));
      return leadOn(request, response, to, 'signed-in-already', { name: user.name });
    }
    const kept = markedForm(deps, request);
    if (kept?.owner !== ownerMark(deps, user._id)) return next(error);
    if (bringsFile(request)) return leadOn(request, response, request.originalUrl, 'file-again');
    request.session.kept = kept;
    redirectSaved(request, response, keptPath);
  };
}

/** A form that is kept: where it is sent to, and what was typed. */
export type KeptForm = { to: string; values: Readonly<Record<string, string | string[]>> };

const pathOf = (address: string) => new URL(address, 'http://office').pathname;

/** Keeps what was typed into a form that was not sent itself, until it is. */
export function keepTyped(deps: AdminDeps, request: Request, email: string, { to, values }: KeptForm): void {
  const typed = fields.safeParse(values);
  if (!typed.success || JSON.stringify(typed.data).length > longest) return;
  const { _csrf: _, [ownerField]: __, ...kept } = typed.data;
  request.session.kept = { to, values: kept, owner: ownerMark(deps, email) };
}

/**
 * What is kept of this person; null where there is nothing of theirs.
 * @param path only what is sent to this address
 */
export function keptForm(deps: AdminDeps, request: Request, email: string, path?: string): KeptForm | null {
  const { kept } = request.session;
  if (!kept || kept.owner !== ownerMark(deps, email)) return null;
  return path === undefined || pathOf(kept.to) === pathOf(path) ? kept : null;
}

/** A form was taken: it is kept no more. */
export function forgetKept(request: Request): void {
  const { kept } = request.session;
  if (kept && pathOf(kept.to) === request.path) delete request.session.kept;
}
