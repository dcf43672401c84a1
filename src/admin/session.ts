import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import mongoose from 'mongoose';
import type { User } from '../users/user.model.ts';
import { sealOf } from '../users/users.ts';
import type { AdminDeps } from './deps.ts';

/** Something to tell once: key below `admin.notice`, and its figures. */
export interface Notice {
  key: string;
  params: Record<string, string | number>;
}

declare module 'express-session' {
  interface SessionData {
    /** Who signed in; everything else about him is read afresh at each page. */
    email?: string;
    /** Of the password he signed in with; see `sealOf`. */
    seal?: string;
    /** A text of `admin.notice` to show once, on the next page. */
    notice?: Notice;
  }
}

const hourMs = 60 * 60 * 1000;
/** A working day; every page prolongs it. */
const signedInMs = 8 * hourMs;
/** Somebody who only looked at the sign-in form leaves nothing behind for long. */
const strangerMs = 2 * hourMs;

/**
 * Sessions in the connected database, under the hash of their id: whoever reads the collection cannot take one over.
 * Call after the connection is open.
 */
export function sessions(deps: AdminDeps): RequestHandler {
  const store = MongoStore.create({
    client: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    collectionName: 'sessions',
    ttl: signedInMs / 1000,
    touchAfter: 60,
    transformId: (id) => createHash('sha256').update(id).digest('base64url'),
  });
  return session({
    name: deps.secureCookies ? '__Host-rembuk' : 'rembuk',
    secret: deps.sessionSecret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secureCookies, maxAge: signedInMs },
  });
}

const csrf = csrfSync({
  getTokenFromRequest: (request) => {
    const token: unknown = request.body?._csrf;
    return typeof token === 'string' ? token : undefined;
  },
});

/** Refuses every form that does not carry the token of its session. */
export const csrfProtection: RequestHandler = csrf.csrfSynchronisedProtection;

/** The token a form of this session carries. */
export function csrfToken(request: Request): string {
  if (!request.session.email) request.session.cookie.maxAge = strangerMs;
  return csrf.generateToken(request);
}

/** Begins a session under a new id, so that one planted before cannot be used. */
export async function beginSession(request: Request, user: User): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((error) => (error ? reject(error) : resolve()));
  });
  request.session.email = user._id;
  request.session.seal = sealOf(user);
}

/** Ends a session, here and in the database. */
export async function endSession(request: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.destroy((error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Leads on to another page once the session is saved. express-session alone sends the head of an answer before it has
 * saved: a quick browser is then on the next page before that page can know who signed in or what was just done.
 */
export function redirectSaved(request: Request, response: Response, to: string): void {
  request.session.save((error: unknown) => (error ? request.next?.(error) : response.redirect(303, to)));
}
