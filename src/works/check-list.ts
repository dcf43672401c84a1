import { setImmediate } from 'node:timers/promises';
import type { Encoding } from '../people/import/encoding.ts';
import { type Finding, finding } from '../people/import/finding.ts';
import type { SheetRow } from '../people/import/rows.ts';
import type { Sheet } from '../people/import/sheet.ts';
import { inOrderOfSheets, rowsHidden, sheetsLeftOut } from '../people/import/sheet-findings.ts';
import { createVillageFinder } from '../regions/match.ts';
import type { Region } from '../regions/region.model.ts';
import type { Scope } from '../users/scope.ts';
import { checkRow, type Entry } from './check-row.ts';
import { readWorkHeadings } from './columns.ts';
import { type Work, WorkModel } from './work.model.ts';
import type { ListDefaults, WorkCounts } from './work-list.model.ts';

/** In what surroundings a list is checked. */
export interface CheckSettings {
  regions: Region[];
  /** Where this user may write. */
  scope: Scope;
  /** Name of the district. */
  district: string;
  defaults: ListDefaults;
}

/** A list checked to its last row against what is known. Nothing is written yet. */
export interface WorkReport {
  rows: number;
  counts: WorkCounts;
  findings: Finding[];
  /** Headings that nobody here knows; their columns are left out. */
  unknownHeadings: string[];
  encoding: Encoding;
  /** What would be written, with what stands there now (null: it is new); what says nothing new is not among it. */
  changes: { entry: Entry; before: Work | null }[];
}

const atOnce = 500;

/**
 * Checks a list without writing anything.
 * @throws ListError when its headings cannot be used
 */
export async function checkWorks(sheet: Sheet, settings: CheckSettings): Promise<WorkReport> {
  const columns = readWorkHeadings(sheet.headings);
  const rules = { ...settings, findVillage: createVillageFinder(settings.regions) };
  const entries = new Map<string, Entry>();
  const findings: Finding[] = [...sheetsLeftOut(sheet), ...rowsHidden(sheet)];
  const rows = isNumbering(sheet.rows[0]) ? sheet.rows.slice(1) : sheet.rows;
  for (const [index, row] of rows.entries()) {
    // The process that checks may serve pages at the same time.
    if (index % atOnce === 0) await setImmediate();
    const { entry, findings: found } = checkRow(row, columns, rules);
    findings.push(...found);
    const other = entry && entries.get(entry._id);
    if (other)
      findings.push(
        finding(row.line, 'work-twice', {
          column: 'name',
          value: entry.name.slice(0, 60),
          params: { other: other.line },
        }),
      );
    else if (entry) entries.set(entry._id, entry);
  }
  const known = new Map(
    (await WorkModel.find({ _id: { $in: [...entries.keys()] } }).lean()).map((work) => [work._id, work]),
  );
  const all = [...entries.values()].map((entry) => ({ entry, before: known.get(entry._id) ?? null }));
  const changes = all.filter(({ entry, before }) => !before || differs(entry, before));
  const added = changes.filter(({ before }) => before === null).length;
  return {
    rows: rows.length,
    counts: {
      added,
      changed: changes.length - added,
      same: all.length - changes.length,
      broken: new Set(findings.filter((one) => one.broken).map((one) => one.line)).size,
    },
    findings: inOrderOfSheets(findings, sheet.sheets),
    unknownHeadings: columns.unknown,
    encoding: sheet.encoding,
    changes,
  };
}

/** Offices number their columns in a row of its own below the headings: 1, 2, 3. */
function isNumbering(row: SheetRow | undefined): boolean {
  const numbers = row?.cells.filter((cell) => cell !== '').map(Number) ?? [];
  return numbers.length > 1 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** What the list leaves blank says nothing new. */
const differs = (entry: Entry, work: Work) =>
  entry.stage !== work.stage ||
  (entry.size !== '' && entry.size !== work.size) ||
  (entry.office !== '' && entry.office !== work.office) ||
  (entry.amount !== undefined && entry.amount !== work.amount);
