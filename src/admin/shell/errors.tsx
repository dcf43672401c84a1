import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request } from 'express';
import { z } from 'zod';
import { isStorageAway } from '../../storage/mongodb.ts';
import type { AdminDeps } from './deps.ts';
import { chosenLanguage } from './language.ts';
import { Page, show } from './page.tsx';
import { type PageStatus, pageStatuses } from './page-error.ts';
import type { Visit } from './visit.ts';
import { createWords } from './words.ts';

/**
 * The last word on every failure: a plain page with a way back. What is our fault is logged under a number that
 * the page shows, and nothing of it is told.
 */
export function errorPages(deps: AdminDeps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, key } = kindOf(error);
    const number = status >= 500 ? randomUUID().slice(0, 8) : null;
    if (number) {
      deps.log.error({ err: error, number, method: request.method, path: request.path }, 'A page failed');
    }
    const visit: Visit = response.locals.visit ?? strangeVisit(deps, request);
    response.set('Cache-Control', 'no-store');
    show(response, <ErrorPage visit={visit} name={key} number={number} />, status);
  };
}

const httpError = z.object({ status: z.number().int(), code: z.string().optional() });

/** Errors of middleware carry a status of their own (body too large, form without its token, broken address). */
function kindOf(error: unknown): { status: PageStatus; key: string } {
  if (isStorageAway(error)) return { status: 503, key: '503' };
  const parsed = httpError.safeParse(error);
  const status = pageStatuses.find((known) => parsed.success && known === parsed.data.status);
  if (parsed.data?.code === 'EBADCSRFTOKEN') return { status: 403, key: 'csrf' };
  if (status) return { status, key: String(status) };
  const theirs = parsed.success && parsed.data.status >= 400 && parsed.data.status < 500;
  return theirs ? { status: 400, key: '400' } : { status: 500, key: '500' };
}

/** When it failed before anybody knew who asks. */
function strangeVisit(deps: AdminDeps, request: Request): Visit {
  const { path } = request;
  const words = createWords(deps.texts, chosenLanguage.of(request), deps.timeZone, []);
  return {
    deps,
    words,
    outward: words,
    user: null,
    path,
    address: path,
    look: 'auto',
    csrf: () => '',
    notice: null,
  };
}

function ErrorPage(props: { visit: Visit; name: string; number: string | null }) {
  const { visit, name, number } = props;
  const { t } = visit.words;
  return (
    <Page visit={visit} title={t(`error.${name}.title`)}>
      <div class="prose">
        <h1>{t(`error.${name}.title`)}</h1>
        <p>{t(`error.${name}.text`)}</p>
        {number && <p>{t('error.number', { number })}</p>}
        <p>
          <a class="button" href="/">
            {t('error.back')}
          </a>
        </p>
      </div>
    </Page>
  );
}
