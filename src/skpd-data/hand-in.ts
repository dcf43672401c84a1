/** Data of the SKPD come in, by form or by file: all of a file or nothing, and the same once more changes nothing. */
import { createHash } from 'node:crypto';
import { type Finding, finding } from '../people/import/finding.ts';
import { placeOf } from '../people/import/join-sheets.ts';
import type { Sheet } from '../people/import/sheet.ts';
import { checkDataRow, type DataRules, type Entry } from './check-row.ts';
import { type SkpdDatum, SkpdDatumModel } from './datum.model.ts';
import { type DataColumn, readDataHeadings } from './headings.ts';

/** A list that was checked to its last row. */
export interface DataReport {
  rows: number;
  /** What is wrong, in the order of the rows; with any of it nothing is kept. */
  findings: Finding[];
  entries: Entry[];
}

/** Checks a list without keeping anything of it. @throws ListError when its headings cannot be used */
export function checkDataList(sheet: Sheet, rules: DataRules): DataReport {
  const { at } = readDataHeadings(sheet.headings);
  const report: DataReport = { rows: sheet.rows.length, findings: [], entries: [] };
  const lines = new Map<string, number>();
  for (const { line, cells } of sheet.rows) {
    const cell = (column: DataColumn) => (cells[at.get(column) ?? -1] ?? '').trim();
    const { entry, findings } = checkDataRow(line, cell, rules);
    report.findings.push(...findings);
    if (!entry) continue;
    const before = lines.get(idOf(entry));
    if (before !== undefined)
      report.findings.push(
        finding(line, 'datum-twice', {
          column: 'what',
          value: entry.what.slice(0, 60),
          params: { other: before },
        }),
      );
    lines.set(idOf(entry), line);
    report.entries.push(entry);
  }
  const { sheets = [] } = sheet;
  if (sheets.length > 0)
    report.findings = report.findings.map((one) =>
      one.line === null ? one : { ...one, ...placeOf(one.line, sheets) },
    );
  return report;
}

/** What it says, whatever its spelling: the same row with another figure stands in its place. */
function idOf({ office, area, year, what }: Entry): string {
  const plain = what
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 16);
  return `${office}.${area}.${year}.${hash}`;
}

/**
 * Keeps what was handed in, unconfirmed. What stands there already, word for word, is left as it is; with another figure or
 * source it loses its confirmation.
 * @returns how many are new or changed
 */
export async function handIn(entries: readonly Entry[], by: string, at: Date): Promise<number> {
  const ids = entries.map(idOf);
  const known = await SkpdDatumModel.find({ _id: { $in: ids } }).lean();
  const byId = new Map(known.map((datum) => [datum._id, datum]));
  const changed = entries.filter((entry) => !saysTheSame(byId.get(idOf(entry)), entry));
  if (changed.length === 0) return 0;
  await SkpdDatumModel.bulkWrite(
    changed.map((entry) => ({
      updateOne: {
        filter: { _id: idOf(entry) },
        update: {
          $set: { ...entry, handedIn: { by, at } },
          $unset: { confirmed: 1, ...(entry.value === undefined ? { value: 1 } : {}) },
          $inc: { revision: 1 },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
  return changed.length;
}

const saysTheSame = (datum: SkpdDatum | undefined, { value, unit, source }: Entry) =>
  datum !== undefined && datum.value === value && datum.unit === unit && datum.source === source;
