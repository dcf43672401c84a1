import type { ColumnPlan } from './headings.ts';
import { ListError } from './list-error.ts';
import { hasWords, type SheetRow } from './rows.ts';

/** Recognises the headings of one kind of list. Throws a {@link ListError} where they cannot be used. */
export type HeadingReader = (row: string[]) => ColumnPlan<string>;

/** Offices put the name of a list, its year and their own name above its headings: so many lines, and no more. */
export const mostTitles = 10;

/**
 * The rows from the headings on. Of a head of two lines the lower one counts: there "Lokasi" is parted into kecamatan and desa, and
 * what is merged over both stands in it, too. Where no row near the top can be read as headings, all of them.
 */
export function withoutTitles(rows: SheetRow[], readHeadings: HeadingReader): SheetRow[] {
  const filled = rows.filter(hasWords);
  const isHead = (row: SheetRow | undefined) =>
    row !== undefined && planOfRow(row.cells, readHeadings) !== null;
  let at = filled.slice(0, mostTitles + 1).findIndex(isHead);
  if (at < 0) return rows;
  while (isHead(filled[at + 1])) at += 1;
  return rows.slice(rows.indexOf(filled[at] as SheetRow));
}

/** Null where a row cannot be read as headings. */
export function planOfRow(cells: string[], readHeadings: HeadingReader): ColumnPlan<string> | null {
  try {
    return readHeadings(cells);
  } catch (error) {
    if (error instanceof ListError) return null;
    throw error;
  }
}
