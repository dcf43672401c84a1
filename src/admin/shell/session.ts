import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import { doubleCsrf } from 'csrf-csrf';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import mongoose from 'mongoose';
import type { Outcome } from '../../proposals/reasons.ts';
import type { User } from '../../users/user.model.ts';
import { findUser, fingerprintOf } from '../../users/users.ts';
import type { AdminDeps } from './deps.ts';
import { EndedSessionModel, longestSessionMs, SessionModel } from './session.model.ts';

/** Something to tell once: key below `admin.notice`, and its figures. */
export interface Notice {
  key: string;
  params: Record<string, string | number>;
  /** Whether something was done. */
  tone: 'good' | 'warn';
}

/** What somebody decided last, to be undone by one press for as long as it is not released. */
export interface LastDecision {
  id: string;
  code: string;
  outcome: Outcome;
  /** As the decision left it. */
  revision: number;
}

declare module 'express-session' {
  interface SessionData {
    lastDecision?: LastDecision;
    /** Who signed in; everything else about them is read afresh at each page. */
    email?: string;
    /** Of the password they signed in with; see `sealOf`. */
    fingerprint?: string;
    /** When they signed in, in ms; a session ends for good after {@link longestMs}. */
    begunAt?: number;
    /** The password was right, and the second factor is still to come. */
    pending?: { email: string; fingerprint: string; at: number };
    /** A form that was sent when its session was over; see `kept-form.ts`. */
    kept?: { to: string; values: Record<string, string | string[]>; owner: string };
    /** A text of `admin.notice` to show once, on the next page. */
    notice?: Notice;
  }
}

const hourMs = 60 * 60 * 1000;
/** A working day; every page prolongs it. */
const signedInMs = 8 * hourMs;
/** So long somebody may look for the code of their second factor. */
const pendingMs = 10 * 60 * 1000;

const storedId = (id: string) => createHash('sha256').update(id).digest('base64url');
const cookieName = ({ secureCookies }: AdminDeps) => (secureCookies ? '__Host-rembuk' : 'rembuk');
const cookieOf = ({ secureCookies: secure }: AdminDeps) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

/**
 * Sessions in the connected database, under the hash of their id: whoever reads the collection cannot take one over.
 * Call after the connection is open.
 */
export function sessions(deps: AdminDeps): RequestHandler {
  const store = MongoStore.create({
    client: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    collectionName: SessionModel.collection.name,
    // Its index is made with all others: the store would make it unawaited, and a stop meanwhile be a fault.
    autoRemove: 'disabled',
    ttl: signedInMs / 1000,
    touchAfter: 60,
    transformId: storedId,
  });
  return session({
    name: cookieName(deps),
    secret: deps.sessionSecret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { ...cookieOf(deps), maxAge: signedInMs },
  });
}

/** Guards the forms; see {@link forms}. */
export interface Forms {
  /** Refuses every form that does not carry the token of its cookie. */
  protection: RequestHandler;
  /** The token a form carries; sets its cookie where there is none yet. */
  token(request: Request, response: Response): string;
}

/**
 * The tokens of forms: signed, in a cookie and in the form, and bound to the session once somebody has signed in. So
 * the sign-in form, too, is sent only from our own page, and looking at it stores nothing.
 */
export function forms({ secureCookies, sessionSecret }: AdminDeps): Forms {
  const { doubleCsrfProtection, generateCsrfToken } = doubleCsrf({
    getSecret: () => sessionSecret,
    getSessionIdentifier: ({ session }) => (session?.email ? session.id : 'stranger'),
    cookieName: secureCookies ? '__Host-rembuk-form' : 'rembuk-form',
    // Not strict: a link in an e-mail or a chat would come without it, be given another, and spoil the forms of every open window.
    cookieOptions: { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies },
    getCsrfTokenFromRequest: ({ body }) => (typeof body?._csrf === 'string' ? body._csrf : undefined),
  });
  return {
    protection: doubleCsrfProtection,
    token: (request, response) => generateCsrfToken(request, response),
  };
}

async function renew(request: Request): Promise<void> {
  const { kept } = request.session;
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error) => (error ? reject(error) : resolve()));
  });
  if (kept) request.session.kept = kept;
}

/** Begins a session under a new id, so that one planted before cannot be used. */
export async function beginSession(request: Request, user: User, now: Date): Promise<void> {
  await renew(request);
  request.session.email = user._id;
  request.session.fingerprint = fingerprintOf(user);
  request.session.begunAt = now.getTime();
}

/** Remembers that the password was right, under a new id too; nobody is signed in yet. */
export async function beginPending(request: Request, user: User, now: Date): Promise<void> {
  await renew(request);
  request.session.pending = { email: user._id, fingerprint: fingerprintOf(user), at: now.getTime() };
  request.session.cookie.maxAge = pendingMs;
}

/** Who has given the right password a moment ago and must still show the second factor. */
export async function pendingUser(request: Request, now: Date): Promise<User | null> {
  const { id, pending } = request.session;
  if (!pending || now.getTime() - pending.at > pendingMs) return null;
  return userOf({ id, ...pending });
}

/**
 * The signed-in user as they stand now; a session begun with another password, or too long ago, is worth nothing: however
 * much it is used, a stolen cookie must be of no use the next day.
 */
export async function sessionUser({ session }: Request, now: Date): Promise<User | null> {
  const { id, email, fingerprint, begunAt = 0 } = session;
  if (!email || !fingerprint || now.getTime() - begunAt > longestSessionMs) return null;
  return userOf({ id, email, fingerprint });
}

async function userOf(session: { id: string; email: string; fingerprint: string }): Promise<User | null> {
  const [user, ended] = await Promise.all([
    findUser(session.email),
    EndedSessionModel.exists({ _id: storedId(session.id) }),
  ]);
  return user && !ended && fingerprintOf(user) === session.fingerprint ? user : null;
}

/**
 * Ends a session, here and in the database. A request of the same browser that is still under way writes back at its end
 * what it read at its beginning (expressjs/session#632), so that it was ended is noted beside.
 */
export async function endSession(request: Request, response: Response, deps: AdminDeps): Promise<void> {
  const _id = storedId(request.session.id);
  await EndedSessionModel.updateOne({ _id }, { $set: { at: deps.now() } }, { upsert: true });
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error) => (error ? reject(error) : resolve()));
  });
  response.clearCookie(cookieName(deps), cookieOf(deps));
}

/**
 * Leads on to another page once the session is saved. express-session alone sends the head of an answer before it has
 * saved: a quick browser is then on the next page before that page can know who signed in or what was just done.
 */
export function redirectSaved(request: Request, response: Response, to: string): void {
  request.session.save((error: unknown) => (error ? request.next?.(error) : response.redirect(303, to)));
}

/**
 * Leads on with a word of why nothing was done.
 * @param key of the locale's `admin.notice`
 */
export function leadOn(
  request: Request,
  response: Response,
  to: string,
  key: string,
  params: Notice['params'] = {},
): void {
  request.session.notice = { key, params, tone: 'warn' };
  redirectSaved(request, response, to);
}
