import { expect } from 'vitest';
import { readSheet } from '../../src/people/import/sheet.ts';
import type { Proposal } from '../../src/proposals/proposal.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { readWorkHeadings } from '../../src/works/columns.ts';
import { findWorkList, keepWorkList, writeWorkList } from '../../src/works/lists.ts';
import { balanganRegions, csvList } from './lists.ts';
import { officers } from './office.ts';

/** A work that a list names a proposal beside. */
export type Fulfilling = readonly [proposal: Proposal, work: string, kecamatan: string, village: string];

/** The district's list of what is budgeted or built in 2028, brought and confirmed. @param stage as the list calls it */
export async function bringWorks(works: readonly Fulfilling[], stage: string, now: Date): Promise<void> {
  const rows = works.map(
    ([{ code }, name, kecamatan, village]) => `2028;${name};${kecamatan};${village};${stage};${code}`,
  );
  const list = csvList('Tahun;Nama kegiatan;Kecamatan;Desa;Status;Id Usulan', ...rows);
  const defaults = { year: 2028, stage: 'budgeted' } as const;
  const sheet = await readSheet(list, readWorkHeadings);
  const kept = await findWorkList(
    await keepWorkList(sheet, { file: 'dpa.csv', by: officers.staff.email, defaults }, now),
  );
  if (!kept) throw new Error('the list was not kept');
  const report = await writeWorkList(kept, {
    regions: await balanganRegions(),
    district: 'Kabupaten Balangan',
    scope: wholeDistrict,
    now,
    skipBroken: false,
  });
  expect([report?.findings, report?.written]).toEqual([[], true]);
}
