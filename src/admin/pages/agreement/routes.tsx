import { type Request, type Response, Router } from 'express';
import { type AgreementReport, decidedOf, reportAgreement } from '../../../proposals/agreement.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { chosenRound, type RoundChoice } from '../../shell/round-choice.tsx';
import { sendSheet } from '../../shell/send-sheet.ts';
import { type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { agreementRows } from './rows.ts';
import { AgreementPage } from './view.tsx';

/** `/kesepakatan`: how far model, proposers and coordinators agree; also as a spreadsheet. */
export function agreementPages(): Router {
  const router = Router();
  router.get('/kesepakatan', signedIn('review', showReport));
  router.get('/kesepakatan.xlsx', signedIn('review', downloadReport));
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
  const rows = agreementRows(report ?? { rows: [] });
  await sendSheet(request, response, 'kesepakatan.xlsx', listSheet('Kesepakatan', rows));
}
