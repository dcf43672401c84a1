/** What stands in a cell of a list; nothing where there is nothing. */
export type ListCell = string | number | null | undefined;

/** A list as CSV, its headings first, for other programs; people are given it as a spreadsheet (`listSheet`). */
export const csvOf = (rows: readonly (readonly ListCell[])[]): string => rows.map(csvLine).join('');

/**
 * One line of CSV. A cell that begins like a formula gets an apostrophe before it, so that a spreadsheet shows
 * the proposer's words instead of running them; some take the wide signs of East Asian letters for the same.
 */
export function csvLine(cells: readonly ListCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: ListCell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
