import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { readHeadings } from '../../../people/import/columns.ts';
import type { KeptImport } from '../../../people/import/import.model.ts';
import { checkList, type ImportReport, type ImportSettings } from '../../../people/import/import.ts';
import {
  confirmList,
  findList,
  ImportRunningError,
  keepList,
  listImports,
} from '../../../people/import/kept.ts';
import { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { readSheet } from '../../../people/import/sheet.ts';
import { admitConfirmed } from '../../../proposals/pending.ts';
import { listRegions } from '../../../regions/regions.ts';
import { findingRows } from '../../../reports/import-findings.ts';
import { templateCsv, templateXlsx } from '../../../reports/template.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { sendSheet } from '../../shell/send-sheet.ts';
import { uploadedName } from '../../shell/uploads.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { ImportForm } from './form-view.tsx';
import { ImportPage } from './report-view.tsx';

const form = z.object({ skipBroken: z.literal('yes').optional() });

/** `/peserta/impor`: a list is uploaded, checked, reviewed, and only then written. */
export function importPages(): Router {
  const router = Router();
  const right = 'enter-participants';
  router.get(
    '/peserta/impor',
    signedIn(right, (visit, _request, response) => showForm(visit, response)),
  );
  router.get(
    '/peserta/impor/contoh.csv',
    signedIn(right, (_visit, _request, response) => {
      response.attachment('daftar-peserta.csv').type('text/csv').send(templateCsv());
    }),
  );
  router.get(
    '/peserta/impor/contoh.xlsx',
    signedIn(right, async (_visit, _request, response) => {
      response.attachment('daftar-peserta.xlsx').send(await templateXlsx());
    }),
  );
  router.post('/peserta/impor', signedIn(right, bring));
  router.get('/peserta/impor/:id', signedIn(right, showImport));
  router.get('/peserta/impor/:id/catatan.xlsx', signedIn(right, sendFindings));
  router.post('/peserta/impor/:id', signedIn(right, confirm));
  return router;
}

async function showForm(visit: SignedInVisit, response: Response, problem?: ListError): Promise<void> {
  const last = await listImports(visit.user._id);
  show(response, <ImportForm visit={visit} last={last} problem={problem} />, problem ? 422 : 200);
}

async function bring(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { uploadError } = response.locals;
  if (uploadError) {
    const tooLarge = new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 });
    return showForm(visit, response, uploadError === 'too-large' ? tooLarge : new ListError('not-text'));
  }
  try {
    const sheet = await readSheet(request.file?.buffer ?? Buffer.alloc(0));
    readHeadings(sheet.headings);
    const id = await keepList(sheet, uploadedName(request.file), visit.user._id, visit.deps.now());
    response.redirect(303, `/peserta/impor/${id}`);
  } catch (error) {
    if (error instanceof ListError) return showForm(visit, response, error);
    throw error;
  }
}

async function keptOf(visit: SignedInVisit, request: Request): Promise<KeptImport> {
  const kept = await findList(String(request.params.id), visit.user._id);
  if (!kept) throw new PageError(404);
  return kept;
}

async function settingsOf(visit: SignedInVisit): Promise<ImportSettings> {
  const { deps, actor } = visit;
  return { regions: await listRegions(deps.district.code), scope: actor.scope, now: deps.now() };
}

/** Checks again each time it is shown: somebody else may have changed the people since. */
async function checked(visit: SignedInVisit, kept: KeptImport): Promise<ImportReport | null> {
  return kept.sheet ? checkList(kept.sheet, await settingsOf(visit)) : null;
}

async function showImport(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const kept = await keptOf(visit, request);
  show(response, <ImportPage visit={visit} kept={kept} report={await checked(visit, kept)} />);
}

async function sendFindings(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const report = await checked(visit, await keptOf(visit, request));
  if (!report) throw new PageError(404);
  const rows = findingRows(report.findings, visit.deps.texts, visit.words.locale);
  await sendSheet(request, response, 'catatan-impor.xlsx', listSheet('Catatan', rows));
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = form.safeParse(request.body ?? {});
  if (!typed.success) throw new PageError(400);
  const kept = await keptOf(visit, request);
  const skipBroken = typed.data.skipBroken === 'yes';
  try {
    const report = await confirmList(kept._id, { ...(await settingsOf(visit)), skipBroken });
    // People confirmed by the list may have sent proposals before.
    await admitConfirmed();
    if (report && !report.written)
      return show(response, <ImportPage visit={visit} kept={kept} report={report} problem="broken" />, 422);
  } catch (error) {
    if (!(error instanceof ImportRunningError)) throw error;
    return show(
      response,
      <ImportPage visit={visit} kept={kept} report={await checked(visit, kept)} problem="running" />,
      409,
    );
  }
  await done(request, response, `/peserta/impor/${kept._id}`, 'list-written');
}
