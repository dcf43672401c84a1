import { z } from 'zod';
import { ApartError, runApart } from '../../process/child/run-apart.ts';
import { ListError } from './list-error.ts';
import { checkRowCount, limits, type SheetRow } from './rows.ts';

/** A list of 20,000 rows takes about 2 s and 150 MB; what takes more was made to hurt. */
const bounds = { memoryMb: 768, patienceMs: 30_000, answerBytes: 32 * 1024 * 1024 } as const;

const sheets = z.array(
  z.object({
    name: z.string(),
    hidden: z.boolean(),
    hiddenLines: z.array(z.number()),
    rows: z.array(z.array(z.string())),
  }),
);

/** One of a spreadsheet's sheets. */
export interface XlsxSheet {
  name: string;
  hidden: boolean;
  rows: SheetRow[];
}

/**
 * All sheets of a spreadsheet, as text, in their order. Of a formula the value saved with it is read; it is never run.
 * It is read in a process of its own, whose memory and time are bounded.
 * @throws ListError `broken-xlsx` when it is damaged, `old-excel` when it is another kind of zipped file, `swells` when what it holds
 * unpacked, or takes to read, is beyond all bounds
 */
export async function readXlsx(bytes: Buffer): Promise<XlsxSheet[]> {
  const all = await readApart(bytes);
  checkRowCount(all.reduce((count, { rows }) => count + rows.length, 1 - all.length));
  return all.map(({ name, hidden, hiddenLines, rows }) => {
    const unseen = new Set(hiddenLines);
    return { name, hidden, rows: rows.map((cells, index) => toRow(cells, index + 1, unseen)) };
  });
}

const toRow = (cells: string[], line: number, hidden: ReadonlySet<number>): SheetRow => ({
  line,
  cells: cells.slice(0, limits.columns).map((cell) => cell.slice(0, limits.cell).trim()),
  ...(hidden.has(line) ? { hidden: true } : {}),
});

/** What its words mean; ended for its memory or its time, it has none. */
const refusals = new Map([
  ['unreadable', 'broken-xlsx'],
  ['no-workbook', 'old-excel'],
]);

async function readApart(bytes: Buffer): Promise<z.infer<typeof sheets>> {
  try {
    const answer = await runApart(new URL('./xlsx-child.mjs', import.meta.url), bytes, bounds);
    return sheets.parse(JSON.parse(answer.toString()));
  } catch (error) {
    if (!(error instanceof ApartError)) throw error;
    throw new ListError(refusals.get(error.reason) ?? 'swells');
  }
}
