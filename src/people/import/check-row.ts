import type { VillageMatch, VillageWords } from '../../regions/match.ts';
import type { Region } from '../../regions/region.model.ts';
import { placeOfVillage } from '../../regions/regions.ts';
import type { Locale } from '../../texts/locales.ts';
import { covers, type Scope } from '../../users/scope.ts';
import type { Office } from '../participant.model.ts';
import { maskPhone, readPhone } from '../phone.ts';
import type { Column, ColumnPlan } from './columns.ts';
import { type Finding, finding, isCellError, maskCell } from './finding.ts';
import { readLocale, readOffice, readRt } from './read-cells.ts';
import type { SheetRow } from './rows.ts';

/** A row that says who holds which office. Absent: leave it as it is; null: clear it. */
export interface Entry {
  line: number;
  office: Office;
  region: Region;
  rt?: string | null;
  name?: string;
  phone?: string | null;
  locale?: Locale | null;
}

/** What a row may touch, and where its village is looked up. */
export interface RowRules {
  findVillage(words: VillageWords): VillageMatch;
  /** Where this user may write. */
  scope: Scope;
}

/** In a cell: take the value away. A blank cell leaves it alone. */
const clearMark = '--';
const nameLength = 80;

/** Reads one row and tells all that is wrong with it at once. `entry` is null when the row cannot be used. */
export function checkRow(
  row: SheetRow,
  plan: ColumnPlan,
  rules: RowRules,
): { entry: Entry | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const cell = (column: Column) => (row.cells[plan.at.get(column) ?? -1] ?? '').trim();
  const note = (column: Column, reason: string, about: Partial<Finding> = {}) => {
    const value = column === 'phone' ? maskCell(cell(column)) : cell(column).slice(0, 60);
    findings.push(finding(row.line, reason, { column, value, ...about }));
  };
  for (const column of plan.at.keys()) if (isCellError(cell(column))) note(column, 'cell-error');

  const place = readPlace(cell, note, rules);
  const seat = readSeat(cell, note, place);
  const name = readName(cell('name'), note);
  const phone = readPhoneCell(cell('phone'), note);
  const locale = readLocaleCell(cell('locale'), note);
  if (!place || !seat || findings.some((one) => one.broken)) return { entry: null, findings };
  const known = { rt: seat.rt, name, phone, locale };
  const told = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return { entry: { line: row.line, office: seat.office, region: place, ...told }, findings };
}

type Cell = (column: Column) => string;
type Note = (column: Column, reason: string, about?: Partial<Finding>) => void;
/** For a field that has no value to clear. */
const given = (text: string) => (text === clearMark ? '' : text);

function readPlace(cell: Cell, note: Note, rules: RowRules): Region | null {
  const match = rules.findVillage({
    code: given(cell('code')),
    kecamatan: given(cell('kecamatan')),
    village: given(cell('village')),
  });
  if ('problem' in match) {
    note(match.part, match.problem, { suggestion: match.suggestions.join(' / ') });
    return null;
  }
  const { region } = match;
  if (!covers(rules.scope, placeOfVillage(region))) {
    note(cell('code') ? 'code' : 'village', 'outside-area');
    return null;
  }
  return region;
}

function readSeat(
  cell: Cell,
  note: Note,
  place: Region | null,
): { office: Office; rt?: string | null } | null {
  const typed = given(cell('office'));
  if (!typed) {
    note('office', 'office-missing');
    return null;
  }
  const read = readOffice(typed, place?.name);
  if ('suggestion' in read) {
    note('office', 'office-unknown', { suggestion: read.suggestion ?? '' });
    return null;
  }
  const { office } = read;
  const typedRt = cell('rt') || read.rt || '';
  if (typedRt === clearMark && office !== 'ketua-rt') return { office, rt: null };
  const rt = typedRt ? readRt(typedRt) : undefined;
  if (rt === null) note('rt', 'rt-unfit');
  else if (office === 'ketua-rt' && !rt) note('rt', 'rt-missing');
  else return rt ? { office, rt } : { office };
  return null;
}

function readName(typed: string, note: Note): string | undefined {
  if (typed === '') return undefined;
  const name = typed
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (typed === clearMark) note('name', 'name-not-clearable');
  else if (!/\p{L}/u.test(name)) note('name', 'name-unfit');
  else if (name.length > nameLength) note('name', 'name-long', { params: { length: nameLength } });
  else if (/^[=+@-]/.test(name)) note('name', 'formula', { broken: false });
  return name;
}

function readPhoneCell(typed: string, note: Note): string | null | undefined {
  if (typed === '') return undefined;
  if (typed === clearMark) return null;
  const read = readPhone(typed);
  if ('problem' in read) {
    note('phone', read.problem, { suggestion: read.suggestion ? maskPhone(read.suggestion) : '' });
    return undefined;
  }
  if (read.second)
    note('phone', 'phone-second', { params: { second: maskCell(read.second) }, broken: false });
  if (!read.mobile) note('phone', 'phone-landline', { broken: false });
  return read.phone;
}

function readLocaleCell(typed: string, note: Note): Locale | null | undefined {
  if (typed === '') return undefined;
  if (typed === clearMark) return null;
  const locale = readLocale(typed);
  if (!locale) note('locale', 'locale-unknown', { suggestion: 'id / bjn / en' });
  return locale ?? undefined;
}
