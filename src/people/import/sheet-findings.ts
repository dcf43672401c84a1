/** Findings of lists that stand on several sheets of a file. */
import { type Finding, finding } from './finding.ts';
import { placeOf } from './join-sheets.ts';
import type { Sheet } from './sheet.ts';

/** What was not read is told, so that nobody takes a part for the whole. */
export function sheetsLeftOut({ leftOut: names = [] }: Sheet): Finding[] {
  if (names.length === 0) return [];
  return [finding(null, 'sheets-left-out', { params: { names: names.join(', ') }, broken: false })];
}

/** Findings in the order of the rows, those of the whole list first, with their lines as the sheets they stand on count them. */
export function inOrderOfSheets(findings: Finding[], sheets: string[] = []): Finding[] {
  const sorted = [...findings].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return sheets.length === 0 ? sorted : sorted.map((one) => inItsSheet(one, sheets));
}

function inItsSheet(one: Finding, sheets: string[]): Finding {
  const { other } = one.params;
  const there = typeof other === 'number' ? placeOf(other, sheets) : null;
  return {
    ...one,
    ...(one.line === null ? {} : placeOf(one.line, sheets)),
    params: there ? { ...one.params, other: `${there.line} (${there.sheet})` } : one.params,
  };
}
