import { type Request, type Response, Router } from 'express';
import type { Finding } from '../../../people/import/finding.ts';
import { ListError } from '../../../people/import/list-error.ts';
import { limits } from '../../../people/import/rows.ts';
import { readSheet } from '../../../people/import/sheet.ts';
import { createVillageFinder } from '../../../regions/match.ts';
import { dataTemplate } from '../../../reports/template.ts';
import { listSheet } from '../../../reports/xlsx-stream.ts';
import { checkDataRow, type DataRules } from '../../../skpd-data/check-row.ts';
import { checkDataList, handIn } from '../../../skpd-data/hand-in.ts';
import { readDataHeadings } from '../../../skpd-data/headings.ts';
import { confirmData, listData, removeDatum, withdrawDatum } from '../../../skpd-data/read.ts';
import { localYear } from '../../../time/local-time.ts';
import type { Scope } from '../../../users/scope.ts';
import { readPersonNames } from '../../../users/users.ts';
import { type Lookups, readLookups } from '../../shell/lookups.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { sendSheet } from '../../shell/send-sheet.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import {
  cellsOf,
  confirmForm,
  datumForm,
  fieldOf,
  pageFields,
  query,
  readTyped,
  type TypedDatum,
} from './forms.ts';
import type { DataList } from './props.ts';
import { DataPage } from './view.tsx';

/** `/data-skpd`: what the SKPD know of villages, handed in by them or for them, and confirmed by the planning office. */
export function skpdDataPages(): Router {
  const router = Router();
  router.get('/data-skpd', signedIn('hand-in-data', showData));
  router.get(
    '/data-skpd/contoh.xlsx',
    signedIn('hand-in-data', (_visit, request, response) =>
      sendSheet(request, response, 'data-skpd.xlsx', listSheet('Data SKPD', dataTemplate)),
    ),
  );
  router.post('/data-skpd', signedIn('hand-in-data', takeOne));
  router.post('/data-skpd/berkas', signedIn('hand-in-data', takeFile));
  router.post('/data-skpd/konfirmasi', signedIn('confirm-data', confirm));
  router.post('/data-skpd/tarik', signedIn('confirm-data', withdraw));
  router.post('/data-skpd/hapus', signedIn('hand-in-data', remove));
  return router;
}

/** Why something handed in was not kept. */
interface Refused {
  typed?: TypedDatum;
  problems?: Record<string, Finding>;
  list?: ListError;
  findings?: Finding[];
}

async function showData(
  visit: SignedInVisit,
  request: Request,
  response: Response,
  refused: Refused | null = null,
): Promise<void> {
  const { desa, ...at } = query.parse(request.query);
  const { scope } = visit.actor;
  const [lookups, personName, waiting, confirmed] = await Promise.all([
    readLookups(visit.deps),
    readPersonNames(),
    pageOfData(scope, false, at[pageFields.waiting], desa),
    pageOfData(scope, true, at[pageFields.confirmed], desa),
  ]);
  show(
    response,
    <DataPage
      visit={visit}
      lookups={lookups}
      personName={personName}
      village={desa}
      waiting={waiting}
      confirmed={confirmed}
      typed={refused?.typed ?? readTyped(null)}
      problems={refused?.problems ?? {}}
      refused={refused?.list}
      findings={refused?.findings ?? []}
    />,
    refused ? 422 : 200,
  );
}

/** A page of a list; the last one where there are not so many, as what was confirmed or removed leaves the list. */
async function pageOfData(
  scope: Scope,
  confirmed: boolean,
  page: number,
  village?: string,
): Promise<DataList> {
  const { total, pages, rows: data } = await listData(scope, confirmed, page, village);
  return page > pages ? pageOfData(scope, confirmed, pages, village) : { total, data, page, pages };
}

function rulesFor({ deps, actor }: SignedInVisit, { offices, kecamatan, regions }: Lookups): DataRules {
  const thisYear = localYear(deps.now(), deps.timeZone);
  return { offices, kecamatan, findVillage: createVillageFinder(regions), scope: actor.scope, thisYear };
}

async function takeOne(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = readTyped(request.body);
  const rules = rulesFor(visit, await readLookups(visit.deps));
  const { entry, findings } = checkDataRow(1, cellsOf(typed), rules);
  if (!entry) {
    const problems = Object.fromEntries(findings.map((one) => [fieldOf(one.column), one]));
    return showData(visit, request, response, { typed, problems });
  }
  await handIn([entry], visit.actor.name, visit.deps.now());
  await done(request, response, '/data-skpd', 'data-handed-in', { count: 1, hidden: 0, leftOut: 0 });
}

async function takeFile(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const { uploadError } = response.locals;
  const refuse = (list: ListError) => showData(visit, request, response, { list });
  if (uploadError === 'too-large')
    return refuse(new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 }));
  if (uploadError) return refuse(new ListError('not-text'));
  try {
    const sheet = await readSheet(request.file?.buffer ?? Buffer.alloc(0), readDataHeadings);
    const { findings, entries } = checkDataList(sheet, rulesFor(visit, await readLookups(visit.deps)));
    if (findings.length > 0) return showData(visit, request, response, { findings });
    const count = await handIn(entries, visit.actor.name, visit.deps.now());
    const hidden = sheet.rows.filter((row) => row.hidden).length;
    const leftOut = sheet.leftOut?.length ?? 0;
    await done(request, response, '/data-skpd', 'data-handed-in', { count, hidden, leftOut });
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    await refuse(error);
  }
}

async function confirm(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  const typed = confirmForm.safeParse(request.body ?? {});
  if (!typed.success) throw new PageError(400);
  const { data } = typed.data;
  const count = await confirmData(data, visit.actor.name, visit.deps.now());
  await done(request, response, '/data-skpd', 'data-confirmed', { count, left: data.length - count });
}

async function withdraw(_visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  if (!(await withdrawDatum(datumOf(request)))) throw new PageError(404);
  await done(request, response, '/data-skpd', 'data-withdrawn');
}

async function remove(visit: SignedInVisit, request: Request, response: Response): Promise<void> {
  if (!(await removeDatum(datumOf(request), visit.actor.scope))) throw new PageError(404);
  await done(request, response, '/data-skpd', 'data-removed');
}

function datumOf(request: Request): string {
  const typed = datumForm.safeParse(request.body ?? {});
  if (!typed.success) throw new PageError(400);
  return typed.data.datum;
}
