import { type Response, Router } from 'express';
import { z } from 'zod';
import { acts } from '../../../audit/acts.ts';
import { auditedPeople, listAudit, verifyAudit } from '../../../audit/audit.ts';
import { optional, pageNumber, plain } from '../../shell/inputs.ts';
import { show } from '../../shell/page.tsx';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { AuditPage, addressOf } from './view.tsx';

/** How many of the newest entries are verified each time the page is shown; the command verifies all. */
const checkedAtOnce = 1_000;

const query = z.object({
  siapa: optional(plain(254)),
  apa: optional(z.enum(acts)),
  halaman: pageNumber,
});

/** `/jejak`: the audit trail. */
export function auditPages(): Router {
  const router = Router();
  router.get(
    '/jejak',
    signedIn('keep', (visit, request, response) => showTrail(visit, request.query, response)),
  );
  return router;
}

async function showTrail(visit: SignedInVisit, asked: unknown, response: Response): Promise<void> {
  const { siapa: by, apa: act, halaman } = query.parse(asked);
  const filter = { by: by || undefined, act };
  const [{ total, pages, rows }, people, chain] = await Promise.all([
    listAudit(filter, halaman),
    auditedPeople(),
    verifyAudit(checkedAtOnce),
  ]);
  if (halaman > pages) {
    response.redirect(303, addressOf(filter, pages));
    return;
  }
  show(
    response,
    <AuditPage
      visit={visit}
      filter={filter}
      people={people}
      entries={rows}
      total={total}
      page={halaman}
      pages={pages}
      chain={chain}
    />,
  );
}
