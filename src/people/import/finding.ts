/** Something to tell of a row: what breaks it, or what staff should know before they go on. */
export interface Finding {
  /** As the spreadsheet numbers its rows; null for the list as a whole. */
  line: number | null;
  /** The sheet that the line is of, where the file's list stands on several. */
  sheet?: string;
  /** A key of the locale's `import.column`, or of the list's own kind. */
  column: string | null;
  /** What stands in the cell; of a phone number only the ends. */
  value: string;
  /** A key of the locale's `import.reason`. */
  reason: string;
  params: Record<string, string | number>;
  /** What to write instead, where it can be told. */
  suggestion: string;
  /** A broken row is not written; a remark stops nothing. */
  broken: boolean;
}

/** Makes a finding of a row; `about` gives what differs from the plain case. */
export function finding(
  line: number | null,
  reason: string,
  about: Partial<Omit<Finding, 'line' | 'reason'>> = {},
): Finding {
  return { line, reason, column: null, value: '', params: {}, suggestion: '', broken: true, ...about };
}

/** A cell of a phone column as a report may show it: digits in the middle hidden, whatever else stands there. */
export function maskCell(cell: string): string {
  const digits = cell.replaceAll(/\D/g, '').length;
  let seen = 0;
  return cell.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen <= 4 || seen > Math.max(4, digits - 3) ? digit : '•';
  });
}

/** What a spreadsheet shows where a formula failed: "#N/A", "#REF!", in some programs "Err:502". */
export const isCellError = (cell: string): boolean => /^(?:#[A-Z/0]+[!?A]?|Err:\d{3})$/.test(cell);
