import { Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { lookUpInPublic } from '../../../proposals/lookup.ts';
import { optional, plain } from '../../shell/inputs.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { CodeCheck, type Found } from './view.tsx';

/** As people type it: any case, with blanks, dots or nothing for dashes. */
const codeShape = /^\W*rr\W*(\d{2})\W*(\d{4})\W*(\d{4,6})\W*$/i;
const query = z.object({ kode: optional(plain(40)) });

/** Codes follow one another, so how many an address may ask for in a quarter of an hour is bounded. */
const limit = rateLimit({
  windowMs: 15 * 60 * 1000,
  limit: 30,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  skip: (request) => request.query.kode === undefined,
  keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
  handler: (_request, _response, next) => next(new PageError(429)),
});

/** `/periksa`: how a proposal stands, for whoever has its code. Without a sign-in; documents lead here. */
export function codeCheckPages(): Router {
  const router = Router();
  router.get('/periksa', limit, async (request, response) => {
    const { visit } = response.locals;
    const typed = query.safeParse(request.query).data?.kode ?? '';
    const found = await check(typed);
    response.set('Cache-Control', 'no-store');
    show(response, <CodeCheck visit={visit} typed={typed} found={found} />, found === 'unknown' ? 404 : 200);
  });
  return router;
}

async function check(typed: string): Promise<Found> {
  if (typed === '') return 'nothing';
  const [, year, area, sequence] = codeShape.exec(typed) ?? [];
  if (!year) return 'no-code';
  return (await lookUpInPublic(`RR-${year}-${area}-${sequence}`)) ?? 'unknown';
}
