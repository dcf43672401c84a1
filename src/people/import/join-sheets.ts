import { type HeadingReader, planOfRow, withoutTitles } from './find-headings.ts';
import type { ColumnPlan } from './headings.ts';
import { ListError } from './list-error.ts';
import type { XlsxSheet } from './read-xlsx.ts';
import { hasWords, limits, type SheetRow } from './rows.ts';

/** The sheets of a file as one list. */
export interface Joined {
  rows: SheetRow[];
  /** Names of the sheets that were read, where these are several; see {@link placeOf}. */
  sheets: string[];
  /** Names of those with something in them that were not: hidden, or without headings that can be used. */
  leftOut: string[];
}

/** Each sheet counts its lines from 1; those of the second begin at a million and one. */
const linesOfSheet = 1_000_000;

/** Where a line of joined sheets stands in its own. @param sheets as in {@link Joined} */
export const placeOf = (line: number, sheets: string[]): { sheet: string; line: number } => ({
  sheet: sheets[Math.floor(line / linesOfSheet)] ?? '',
  line: line % linesOfSheet,
});

/**
 * Joins all visible sheets that have headings of a list, whatever their order of columns, under the headings of the first. A
 * file with one sheet is taken as it is: what is wrong with its headings is told when they are read.
 */
export function joinSheets(all: XlsxSheet[], readHeadings: HeadingReader): Joined {
  const filled = all
    .filter(({ rows }) => rows.some(hasWords))
    .map((sheet) => ({ ...sheet, rows: withoutTitles(sheet.rows, readHeadings) }));
  const [only] = filled;
  if (!only || (filled.length === 1 && !only.hidden))
    return { rows: only?.rows ?? [], sheets: [], leftOut: [] };
  const plans = new Map(filled.flatMap((sheet) => (sheet.hidden ? [] : planOf(sheet, readHeadings))));
  const read = [...plans.keys()];
  const leftOut = filled.filter((sheet) => !plans.has(sheet)).map(({ name }) => name);
  const [first, ...others] = read;
  if (!first) throw new ListError('no-sheet', { names: leftOut.join(', ') });
  if (others.length === 0) return { rows: first.rows, sheets: [], leftOut };
  const used = [...new Set([...plans.values()].flatMap(({ at }) => [...at.keys()]))];
  const rows = [...plans].flatMap(([sheet, { at }], index) =>
    withoutHead(sheet).map(({ line, cells, ...row }) => ({
      ...row,
      line: index * linesOfSheet + line,
      cells: used.map((column) => cells[at.get(column) ?? -1] ?? ''),
    })),
  );
  // Columns that nobody knows are left out, and told.
  const unknown = [...new Set([...plans.values()].flatMap((plan) => plan.unknown))];
  const named = used.map((column) => headingOf(column, plans));
  const head = [...named, ...unknown].slice(0, limits.columns);
  return { rows: [{ line: 0, cells: head }, ...rows], sheets: read.map(({ name }) => name), leftOut };
}

/** How the first sheet that has a column heads it. */
function headingOf(column: string, plans: ReadonlyMap<XlsxSheet, ColumnPlan<string>>): string {
  for (const [sheet, { at }] of plans) {
    const index = at.get(column);
    if (index !== undefined) return sheet.rows.find(hasWords)?.cells[index] ?? '';
  }
  return '';
}

/** Where its columns stand; none where its headings cannot be used, or nobody stands below them. */
function planOf(sheet: XlsxSheet, readHeadings: HeadingReader): [XlsxSheet, ColumnPlan<string>][] {
  const plan = planOfRow(sheet.rows.find(hasWords)?.cells ?? [], readHeadings);
  return plan && withoutHead(sheet).length > 0 ? [[sheet, plan]] : [];
}

const withoutHead = ({ rows }: XlsxSheet) => rows.filter(hasWords).slice(1);
