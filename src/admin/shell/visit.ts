import type { Request, RequestHandler, Response } from 'express';
import type { Act } from '../../audit/acts.ts';
import { type Deed, recordAudit } from '../../audit/audit.ts';
import type { Actor } from '../../proposals/review.ts';
import { may, type Right } from '../../users/rights.ts';
import { hasSecondFactor } from '../../users/second-factor.ts';
import type { User } from '../../users/user.model.ts';
import { auditedDownloads, auditedForms } from './audited.ts';
import type { AdminDeps } from './deps.ts';
import { forgetKept, signInTo } from './kept-form.ts';
import { chosenLanguage, type PageLanguage } from './language.ts';
import { chosenLook, type Look } from './look.ts';
import { PageError } from './page-error.ts';
import { type Forms, type Notice, redirectSaved, sessionUser } from './session.ts';
import { createWords, type Words } from './words.ts';

/** One request for a page: who asks, and what the page may use. */
export interface Visit {
  deps: AdminDeps;
  /** In the language that was chosen for the pages. */
  words: Words;
  /** In Indonesian, whatever the pages speak: for what goes out to proposers, or to offices as a file. */
  outward: Words;
  /** Null before sign-in. */
  user: User | null;
  path: string;
  /** The whole address, to come back to. */
  address: string;
  look: Look;
  /** For forms; made when first asked for, so that a page without a form sets no cookie. */
  csrf(): string;
  /** What the last form did, to be told once. */
  notice: Notice | null;
}

/** A request of somebody signed in. */
export interface SignedInVisit extends Visit {
  user: User;
  /** As the services know them. */
  actor: Actor;
}

declare global {
  namespace Express {
    interface Locals {
      visit: Visit;
    }
  }
}

/** Finds out who asks. Must come after sessions. */
export function receiveVisits(deps: AdminDeps, forms: Forms): RequestHandler {
  const flows = deps.invitationDesk.flows.ofRounds();
  const speak = (language: PageLanguage) => createWords(deps.texts, language, deps.timeZone, flows);
  const wordsIn: Record<PageLanguage, Words> = { id: speak('id'), en: speak('en') };
  return async (request, response, next) => {
    // One for all forms of a page: a second one would take the place of the first in the cookie.
    let token: string | undefined;
    // Set before anything can fail, so that an error page has words at least.
    const visit: Visit = {
      deps,
      words: wordsIn[chosenLanguage.of(request)],
      outward: wordsIn.id,
      user: null,
      path: request.path,
      address: request.originalUrl,
      look: chosenLook.of(request),
      csrf: () => {
        token ??= forms.token(request, response);
        return token;
      },
      notice: null,
    };
    response.locals.visit = visit;
    if (request.session) visit.user = await sessionUser(request, deps.now());
    next();
  };
}

/** Where a second factor is set; an admin who must have one gets nowhere else without. */
export const secondFactorPath = '/akun/dua-langkah';

/**
 * Puts what was done on the audit trail, with who did it and from where. Call it once it is done.
 * @param about to whom or what, and further facts
 */
export async function recordVisit(
  { deps, user }: Visit,
  request: Request,
  act: Act,
  about: Pick<Deed, 'subject' | 'details'> = {},
): Promise<void> {
  await recordAudit({ by: user?._id ?? 'unknown', act, from: request.ip, ...about }, deps.now());
}

/** A page for people who hold a right. Others are asked to sign in, or told that it is not theirs. */
export function signedIn(
  right: Right,
  handle: (visit: SignedInVisit, request: Request, response: Response) => Promise<void> | void,
): RequestHandler {
  return async (request, response) => {
    const { visit } = response.locals;
    const { user, deps } = visit;
    if (!user) {
      response.redirect(303, request.method === 'GET' ? signInTo(request.originalUrl) : '/masuk');
      return;
    }
    const lacksFactor = deps.adminsNeedSecondFactor && user.role === 'admin' && !hasSecondFactor(user);
    if (lacksFactor && !request.path.startsWith(secondFactorPath)) {
      response.redirect(303, secondFactorPath);
      return;
    }
    if (!may(user, right)) throw new PageError(403);
    response.set('Cache-Control', 'no-store');
    if (request.method === 'GET') await recordRoute(request, visit, auditedDownloads);
    // A part that a script puts in has no place for it.
    visit.notice = request.get('x-part') ? null : (request.session.notice ?? null);
    const { _id: name, role, scope } = user;
    await handle({ ...visit, user, actor: { name, role, scope } }, request, response);
  };
}

/**
 * After a form has done its work: puts it on the audit trail, and leads on to a page, which says once what was done.
 * @param key of the locale's `admin.notice`
 */
export async function done(
  request: Request,
  response: Response,
  to: string,
  key: string,
  params: Notice['params'] = {},
): Promise<void> {
  forgetKept(request);
  await recordRoute(request, response.locals.visit, auditedForms, params);
  request.session.notice = { key, params, tone: 'good' };
  redirectSaved(request, response, to);
}

/** Records what the table says of this address; of what is told to the user, the figures go along. */
async function recordRoute(
  request: Request,
  visit: Visit,
  table: typeof auditedForms,
  params: Notice['params'] = {},
): Promise<void> {
  const audited = table[String(request.route?.path)];
  if (!audited) return;
  const subject = audited.subject?.(request);
  const figures = Object.entries(params).filter(([, value]) => typeof value === 'number');
  await recordVisit(visit, request, audited.act, {
    ...(typeof subject === 'string' && subject ? { subject } : {}),
    details: Object.fromEntries(figures),
  });
}
