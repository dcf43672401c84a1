/** Findings of the file that a list stands in: its sheets, and what is hidden there. */
import { type Finding, finding } from './finding.ts';
import { placeOf } from './join-sheets.ts';
import type { Sheet } from './sheet.ts';

/** What was not read is told, so that nobody takes a part for the whole. */
export function sheetsLeftOut({ leftOut: names = [] }: Sheet): Finding[] {
  if (names.length === 0) return [];
  return [finding(null, 'sheets-left-out', { params: { names: names.join(', ') }, broken: false })];
}

/** So many lines are named; a filter may hide thousands. */
const mostLines = 10;

/** Rows that a filter or a person has hidden are read, and told: they may be no part of what was meant to be handed in. */
export function rowsHidden({ rows, sheets = [] }: Sheet): Finding[] {
  const lines = rows.flatMap(({ line, hidden }) => (hidden ? [nameOf(line, sheets)] : []));
  if (lines.length === 0) return [];
  const named = `${lines.slice(0, mostLines).join(', ')}${lines.length > mostLines ? ' …' : ''}`;
  return [finding(null, 'rows-hidden', { params: { count: lines.length, lines: named }, broken: false })];
}

function nameOf(line: number, sheets: string[]): string {
  if (sheets.length === 0) return String(line);
  const there = placeOf(line, sheets);
  return `${there.line} (${there.sheet})`;
}

/** Findings in the order of the rows, those of the whole list first, with their lines as the sheets they stand on count them. */
export function inOrderOfSheets(findings: Finding[], sheets: string[] = []): Finding[] {
  const sorted = [...findings].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return sheets.length === 0 ? sorted : sorted.map((one) => inItsSheet(one, sheets));
}

function inItsSheet(one: Finding, sheets: string[]): Finding {
  const { other } = one.params;
  return {
    ...one,
    ...(one.line === null ? {} : placeOf(one.line, sheets)),
    params: typeof other === 'number' ? { ...one.params, other: nameOf(other, sheets) } : one.params,
  };
}
