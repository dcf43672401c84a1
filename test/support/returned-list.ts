/** The Daftar usulan as another office sends it back: downloaded, decided in a spreadsheet, and uploaded again. */
import readSheets from 'read-excel-file/node';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { xlsxOf } from '../../src/reports/xlsx-stream.ts';
import type { Office, Officer } from './office.ts';
import { tokenOf } from './visitor.ts';

/** What the other office wrote into the row of a proposal. */
export type Decided = readonly [proposal: Proposal, status: string, note: string];

type Cell = string | number | null;

/**
 * Sends it through the pages, downloaded by the coordinator.
 * @param by who brings it back
 * @returns the page that shows what it would do, and where its yes goes
 */
export async function returnList(
  office: Office,
  decided: readonly Decided[],
  meeting: { tier: string; forum: string; day: string },
  by: Officer = 'coordinator',
): Promise<{ page: string; path: string }> {
  const ani = await office.signedIn('coordinator');
  const list = await ani.fetch('/usulan/daftar.xlsx');
  const bringer = await office.signedIn(by);
  const [sheet] = await readSheets(Buffer.from(await list.arrayBuffer()));
  const [head = [], ...rows] = (sheet?.data ?? []) as Cell[][];
  const at = (heading: string) => head.indexOf(heading);
  for (const [{ code }, status, note] of decided) {
    const row = rows.find((one) => one[at('Id Usulan')] === code);
    if (!row) throw new Error(`${code} is not on the list`);
    row[at('Status')] = status;
    row[at('Catatan')] = note;
  }
  const form = new FormData();
  form.set('_csrf', tokenOf((await bringer.get('/tahapan/berkas')).text));
  for (const [name, value] of Object.entries(meeting)) form.set(name, value);
  form.set('file', new File([await written(head, rows)], 'RKPD final.xlsx'));
  const sent = await bringer.fetch('/tahapan/berkas', { method: 'POST', body: form });
  const path = sent.headers.get('location');
  if (!path) throw new Error(`the list was not taken: ${sent.status} ${(await sent.text()).slice(0, 2000)}`);
  return { page: (await bringer.get(path)).text, path };
}

async function written(head: readonly Cell[], rows: readonly Cell[][]): Promise<Blob> {
  async function* all() {
    yield* rows;
  }
  const columns = head.map((heading) => ({ heading: String(heading), width: 12 }));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of xlsxOf({ name: 'Daftar usulan', columns, rows: all() }))
    pieces.push(Uint8Array.from(piece));
  return new Blob(pieces);
}
