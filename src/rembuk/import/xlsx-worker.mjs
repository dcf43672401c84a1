// Reads a spreadsheet in a thread of its own, with a bounded memory, so that a file made to swell cannot take the
// service down. Plain JavaScript, because a thread does not inherit how this program's TypeScript is run.
import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';

try {
  // Digits stay as they were written: a phone number is no quantity.
  const rows = await readSheet(Buffer.from(workerData), { parseNumber: (digits) => digits });
  parentPort.postMessage({ rows: rows.map((row) => row.map(toText)) });
} catch (error) {
  parentPort.postMessage({ failed: error instanceof Error ? error.name : 'unknown' });
}

/** What a person sees in the cell, nearly: dates are of no use in a list of people and come as ISO days. */
function toText(cell) {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
