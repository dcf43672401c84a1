import { type Request, type Response, Router } from 'express';
import { type AgreementReport, decidedOf, reportAgreement } from '../../../proposals/agreement.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { chosenRound, type RoundChoice } from '../../shell/round-choice.tsx';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { agreementCsv } from './csv.ts';
import { AgreementPage } from './view.tsx';

/** `/kesepakatan`: how far model, proposers and coordinators agree; also as CSV. */
export function agreementPages(): Router {
  const router = Router();
  router.get('/kesepakatan', signedIn('review', showReport));
  router.get('/kesepakatan.csv', signedIn('review', downloadReport));
  return router;
}

async function reportOf(
  { deps, actor }: SignedInVisit,
  choice: RoundChoice | null,
): Promise<AgreementReport | null> {
  return choice && reportAgreement(await decidedOf(choice.round._id, actor.scope, deps.timeZone));
}

async function showReport(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const choice = await chosenRound(request);
  const [report, lookups] = await Promise.all([reportOf(visit, choice), readLookups(visit.deps)]);
  show(response, <AgreementPage visit={visit} lookups={lookups} choice={choice} report={report} />);
}

async function downloadReport(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const report = await reportOf(visit, await chosenRound(request));
  response
    .attachment('kesepakatan.csv')
    .type('text/csv; charset=utf-8')
    .send(report ? agreementCsv(report) : '');
}
