import { ListError } from './list-error.ts';

/** Bounds of a list. A district has some 1,500 representatives; the province's capital below 10,000. */
export const limits = { bytes: 8 * 1024 * 1024, rows: 20_000, columns: 60, cell: 300 } as const;

/** A row as it stands in the file; `line` is what a spreadsheet shows at its left, from 1. */
export interface SheetRow {
  line: number;
  cells: string[];
  /** Nobody sees it in the spreadsheet; it is read, and told. */
  hidden?: true;
}

/** Whether anything stands in a row. */
export const hasWords = ({ cells }: SheetRow): boolean => cells.some((cell) => cell.trim() !== '');

/** Stops a list that has more rows than anybody means to import. @throws ListError */
export function checkRowCount(count: number): void {
  // One more for the headings.
  if (count > limits.rows + 1) throw new ListError('too-many-rows', { rows: limits.rows });
}
