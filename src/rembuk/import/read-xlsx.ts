import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { ListError } from './list-error.ts';
import { checkRowCount, limits, type SheetRow } from './sheet.ts';

/** A list of 20,000 rows takes about 2 s and 150 MB; what takes more was made to hurt. */
const bounds = { memoryMb: 512, patienceMs: 30_000 } as const;

const answer = z.union([z.object({ rows: z.array(z.array(z.string())) }), z.object({ failed: z.string() })]);

/**
 * The rows of a spreadsheet's first sheet, as text. Of a formula the value saved with it is read; it is never run.
 * @throws ListError `broken-xlsx` when it is damaged, protected by a password, or swells beyond all bounds
 */
export async function readXlsx(bytes: Buffer): Promise<SheetRow[]> {
  const read = answer.safeParse(await readApart(bytes));
  if (!read.success || 'failed' in read.data) throw new ListError('broken-xlsx');
  const { rows } = read.data;
  checkRowCount(rows.length);
  return rows.map((cells, index) => ({
    line: index + 1,
    cells: cells.slice(0, limits.columns).map((cell) => unrounded(cell.slice(0, limits.cell).trim())),
  }));
}

function readApart(bytes: Buffer): Promise<unknown> {
  const worker = new Worker(new URL('./xlsx-worker.mjs', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: bounds.memoryMb },
    execArgv: [],
  });
  return new Promise<unknown>((resolve) => {
    const timer = setTimeout(() => resolve({ failed: 'too slow' }), bounds.patienceMs);
    const settle = (value: unknown) => {
      clearTimeout(timer);
      resolve(value);
    };
    worker.once('message', settle);
    // Out of memory arrives here.
    worker.once('error', () => settle({ failed: 'stopped' }));
    worker.once('exit', () => settle({ failed: 'ended' }));
  }).finally(() => worker.terminate());
}

/** A number cell of 12 digits is stored as `6.281234567890E12` by some programs: no digit is lost, so it is written out. */
function unrounded(cell: string): string {
  const parts = /^(\d)\.(\d{8,})E\+?(\d{1,2})$/i.exec(cell);
  if (!parts) return cell;
  const [, whole = '', decimals = '', power = ''] = parts;
  return decimals.length <= Number(power) ? `${whole}${decimals}`.padEnd(Number(power) + 1, '0') : cell;
}
