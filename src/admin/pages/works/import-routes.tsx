import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { readSheet } from '../../../people/import/sheet.ts';
import { listRegions } from '../../../regions/regions.ts';
import { findingRows } from '../../../reports/import-findings.ts';
import { worksTemplate } from '../../../reports/works-template.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { checkWorks, type WorkReport } from '../../../works/check-list.ts';
import { readWorkHeadings } from '../../../works/columns.ts';
import {
  findWorkList,
  isTold,
  keepWorkList,
  lastWorkLists,
  takeBackWorkList,
  writeWorkList,
} from '../../../works/lists.ts';
import { stages } from '../../../works/work.model.ts';
import type { WorkList } from '../../../works/work-list.model.ts';
import { readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { sendSheet } from '../../shell/send-sheet.ts';
import { leadOn } from '../../shell/session.ts';
import { uploadedName } from '../../shell/uploads.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { WorkListForm } from './import-form.tsx';
import { WorkListPage } from './import-view.tsx';

const right = 'enter-works';
const bringForm = z.object({ year: z.coerce.number().int().min(2015).max(2045), stage: z.enum(stages) });
const confirmForm = z.object({ skipBroken: z.literal('yes').optional() });

/** `/realisasi/impor`: a list of works is uploaded, checked, looked at, written, and taken back while nobody was told. */
export function workListPages(): Router {
  const router = Router();
  router.get(
    '/realisasi/impor',
    signedIn(right, (visit, _request, response) => showForm(visit, response)),
  );
  router.get(
    '/realisasi/impor/contoh.xlsx',
    signedIn(right, (_visit, request, response) =>
      sendSheet(request, response, 'daftar-kegiatan.xlsx', listSheet('Kegiatan', worksTemplate)),
    ),
  );
  router.post('/realisasi/impor', signedIn(right, bring));
  router.get('/realisasi/impor/:id', signedIn(right, showList));
  router.get('/realisasi/impor/:id/catatan.xlsx', signedIn(right, sendFindings));
  router.post('/realisasi/impor/:id', signedIn(right, confirm));
  router.post('/realisasi/impor/:id/urung', signedIn(right, takeBack));
  return router;
}

async function showForm(visit: SignedInVisit, response: Response, problem?: ListError): Promise<void> {
  const { actor, user } = visit;
  const last = await lastWorkLists(actor.scope.kind === 'district' ? {} : { by: user._id });
  show(response, <WorkListForm visit={visit} last={last} problem={problem} />, problem ? 422 : 200);
}

async function bring(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { uploadError } = response.locals;
  if (uploadError) {
    const tooLarge = new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 });
    return showForm(visit, response, uploadError === 'too-large' ? tooLarge : new ListError('not-text'));
  }
  const typed = bringForm.safeParse(request.body ?? {});
  if (!typed.success) return showForm(visit, response, new ListError('no-year'));
  try {
    const sheet = await readSheet(request.file?.buffer ?? Buffer.alloc(0), readWorkHeadings);
    readWorkHeadings(sheet.headings);
    const brought = { file: uploadedName(request.file), by: visit.user._id, defaults: typed.data };
    const id = await keepWorkList(sheet, brought, visit.deps.now());
    response.redirect(303, `/realisasi/impor/${id}`);
  } catch (error) {
    if (error instanceof ListError) return showForm(visit, response, error);
    throw error;
  }
}

/** Their own list; one that is written is there for all whose area is the district. */
async function listOf(visit: SignedInVisit, request: Request): Promise<WorkList> {
  const list = await findWorkList(String(request.params.id));
  const others = list?.state !== 'checked' && visit.actor.scope.kind === 'district';
  if (!list || (list.by !== visit.user._id && !others)) throw new PageError(404);
  return list;
}

async function settingsOf(visit: SignedInVisit) {
  const { deps, actor } = visit;
  return {
    regions: await listRegions(deps.district.code),
    scope: actor.scope,
    district: deps.district.name,
    now: deps.now(),
  };
}

/** Checks again each time it is shown: another list may have been written since. */
async function checked(visit: SignedInVisit, list: WorkList): Promise<WorkReport | null> {
  if (!list.sheet) return null;
  return checkWorks(list.sheet, { ...(await settingsOf(visit)), defaults: list.defaults });
}

async function showList(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const list = await listOf(visit, request);
  const report = await checked(visit, list);
  const canGo = list.state === 'written' && !(await isTold(list._id));
  const lookups = await readLookups(visit.deps);
  show(response, <WorkListPage visit={visit} list={list} report={report} lookups={lookups} canGo={canGo} />);
}

async function sendFindings(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const report = await checked(visit, await listOf(visit, request));
  if (!report) throw new PageError(404);
  const rows = findingRows(report.findings, visit.deps.texts, visit.words.locale, 'works');
  await sendSheet(request, response, 'catatan-kegiatan.xlsx', listSheet('Catatan', rows));
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = confirmForm.safeParse(request.body ?? {});
  if (!typed.success) throw new PageError(400);
  const list = await listOf(visit, request);
  const skipBroken = typed.data.skipBroken === 'yes';
  const report = await writeWorkList(list, { ...(await settingsOf(visit)), skipBroken });
  if (report && !report.written) {
    const props = { visit, list, report, lookups: await readLookups(visit.deps) };
    show(response, <WorkListPage {...props} canGo={false} broken />, 422);
    return;
  }
  await done(request, response, `/realisasi/impor/${list._id}`, 'works-written');
}

async function takeBack(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const list = await listOf(visit, request);
  const back = `/realisasi/impor/${list._id}`;
  if (await takeBackWorkList(list._id)) await done(request, response, back, 'works-taken-back');
  else leadOn(request, response, back, 'works-told-already');
}
