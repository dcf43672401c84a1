import { createHash } from 'node:crypto';
import { type Finding, finding, isCellError } from '../people/import/finding.ts';
import { readYear } from '../people/import/read-cells.ts';
import type { SheetRow } from '../people/import/rows.ts';
import type { VillageMatch, VillageWords } from '../regions/match.ts';
import type { Region } from '../regions/region.model.ts';
import { placeOfVillage } from '../regions/regions.ts';
import { placeKey } from '../texts/place-key.ts';
import { covers, type Scope } from '../users/scope.ts';
import type { WorkColumn, WorkColumns } from './columns.ts';
import type { Stage, Work } from './work.model.ts';
import type { ListDefaults } from './work-list.model.ts';

/** A row that says what is budgeted or built, and where. */
export type Entry = Pick<
  Work,
  '_id' | 'year' | 'village' | 'kecamatan' | 'name' | 'stage' | 'size' | 'amount' | 'office' | 'code'
> & { line: number };

/** Where a row's village is looked up, what it may touch, and what it says where it says nothing. */
export interface RowRules {
  findVillage(words: VillageWords): VillageMatch;
  scope: Scope;
  /** Name of the district, "Kabupaten Balangan". */
  district: string;
  defaults: ListDefaults;
}

const longestName = 200;
const longestWords = 80;
/** A budget of before or after these is a slip of the pen. */
const years = { first: 2015, last: 2045 } as const;

type Cell = (column: WorkColumn) => string;
type Note = (column: WorkColumn, reason: string, about?: Partial<Finding>) => void;

/** Reads one row and tells all that is wrong with it at once. `entry` is null when the row cannot be used. */
export function checkRow(
  row: SheetRow,
  columns: WorkColumns,
  rules: RowRules,
): { entry: Entry | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const cell: Cell = (column) => (row.cells[columns.at.get(column) ?? -1] ?? '').trim();
  const note: Note = (column, reason, about = {}) => {
    findings.push(finding(row.line, reason, { column, value: cell(column).slice(0, 60), ...about }));
  };
  for (const column of columns.at.keys()) if (isCellError(cell(column))) note(column, 'cell-error');
  const place = readPlace(cell, note, rules);
  const name = readName(cell('name'), note);
  const year = readBudgetYear(cell('year'), note, rules.defaults.year);
  const stage = readStage(cell('stage'), note, rules.defaults.stage);
  const amount = readAmount(cell('amount'), note);
  const code = readCode(cell('proposal'), note);
  if (!place || findings.some((one) => one.broken)) return { entry: null, findings };
  const size = `${cell('volume')} ${cell('unit')}`.trim().slice(0, longestWords);
  const entry: Entry = {
    _id: workId(year, place._id, name),
    line: row.line,
    year,
    village: place._id,
    kecamatan: place.kecamatan.code,
    name,
    stage,
    size,
    office: cell('office').slice(0, longestWords),
    ...(amount === undefined ? {} : { amount }),
    ...(code ? { code } : {}),
  };
  return { entry, findings };
}

/** The same work in another list has the same id, however it is spaced, dotted or capitalised there. */
function workId(year: number, village: string, name: string): string {
  const bare = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  return `${year}.${village}.${createHash('sha256').update(bare.trim()).digest('hex').slice(0, 12)}`;
}

function readPlace(cell: Cell, note: Note, { findVillage, scope, district }: RowRules): Region | null {
  const theirs = placeKey(cell('district')).replace(/^(kabupaten|kab|kota)/, '');
  if (theirs && theirs !== placeKey(district).replace(/^(kabupaten|kab|kota)/, '')) {
    note('district', 'other-district', { params: { district } });
    return null;
  }
  const match = findVillage({
    code: cell('code'),
    kecamatan: cell('kecamatan'),
    village: cell('village'),
  });
  if ('problem' in match) {
    note(match.part, match.problem, { suggestion: match.suggestions.join(' / ') });
    return null;
  }
  const { region } = match;
  if (covers(scope, placeOfVillage(region))) return region;
  note(cell('code') ? 'code' : 'village', 'outside-area');
  return null;
}

function readName(typed: string, note: Note): string {
  const name = typed
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (name === '') note('name', 'work-missing');
  else if ((name.match(/\p{L}/gu) ?? []).length < 4) note('name', 'work-unfit');
  else if (name.length > longestName) note('name', 'work-long', { params: { length: longestName } });
  return name;
}

function readBudgetYear(typed: string, note: Note, otherwise: number): number {
  if (typed === '') return otherwise;
  const year = readYear(typed) ?? 0;
  if (year >= years.first && year <= years.last) return year;
  note('year', 'year-unfit', { params: { first: String(years.first), last: String(years.last) } });
  return otherwise;
}

/** By what lists call them; whatever says that something is still to be done is read first. */
const stageWords: [Stage, RegExp][] = [
  ['budgeted', /belum|proses|berjalan|rencana|dianggarkan|anggaran|dpa|apbd|lelang|kontrak|budget|plan/],
  [
    'built',
    /selesai|terbangun|dibangun|terealisasi|realisasi|terlaksana|100 ?%|serah terima|pho|fho|built|done/,
  ],
];

function readStage(typed: string, note: Note, otherwise: Stage): Stage {
  if (typed === '') return otherwise;
  const found = stageWords.find(([, words]) => words.test(typed.toLowerCase()));
  if (found) return found[0];
  note('stage', 'stage-unknown');
  return otherwise;
}

/** "Rp 150.000.000,00", "150000000" and "1.5E8": rupiah. */
function readAmount(typed: string, note: Note): number | undefined {
  const bare = typed.replace(/^rp\.?\s*/i, '').replace(/,-$/, '');
  if (bare === '' || bare === '-') return undefined;
  const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$/.exec(bare);
  const plain = grouped ? bare.replace(/[.,]\d{1,2}$/, '').replaceAll(/[.,]/g, '') : bare.replace(',', '.');
  const amount = Math.round(Number(plain));
  if (/^\d/.test(bare) && Number.isFinite(amount) && amount < 1e13) return amount;
  note('amount', 'amount-unfit');
  return undefined;
}

/** A proposal's code as people write it; whatever else stands in the column is not ours, and told. */
function readCode(typed: string, note: Note): string | null {
  if (typed === '' || typed === '-') return null;
  const [, year, area, number] = /^\W*rr\W*(\d{2})\W*(\d{4})\W*(\d{4,6})\W*$/i.exec(typed) ?? [];
  if (year) return `RR-${year}-${area}-${number}`;
  note('proposal', 'code-unfit', { broken: false });
  return null;
}
