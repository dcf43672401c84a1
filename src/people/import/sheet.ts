import { calculateObjectSize } from 'bson';
import { readHeadings } from './columns.ts';
import type { Encoding } from './encoding.ts';
import { type HeadingReader, withoutTitles } from './find-headings.ts';
import { type Joined, joinSheets } from './join-sheets.ts';
import { ListError } from './list-error.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { hasWords, limits, type SheetRow } from './rows.ts';

/** A list is kept as one document until it is confirmed, and MongoDB takes none of more than 16 MiB. */
const keptBytes = 15 * 1024 * 1024;

/** A list as text, headings first, without its empty rows. */
export interface Sheet {
  headings: string[];
  rows: SheetRow[];
  /** Names of the sheets it was joined from, where there were several; see `join-sheets.ts`. Absent in lists kept before. */
  sheets?: string[];
  /** Names of sheets of the file that were not read. */
  leftOut?: string[];
  /** Other than `utf-8` is told, for letters may have been guessed. */
  encoding: Encoding;
}

/**
 * Reads a CSV or XLSX file by what is in it, not by its name. Nothing in it is ever run: a formula of a CSV file is
 * text, of a formula in a spreadsheet only the value is read that was saved with it.
 * @param headings which sheets of a spreadsheet are of this kind of list; by default one of people
 * @throws ListError when it is no list, or beyond the {@link limits}
 */
export async function readSheet(bytes: Buffer, headings: HeadingReader = readHeadings): Promise<Sheet> {
  if (bytes.length > limits.bytes)
    throw new ListError('too-large', { megabytes: limits.bytes / 1024 / 1024 });
  if (bytes.length === 0) throw new ListError('empty');
  const { rows, encoding, ...joined } = await readRows(bytes, headings);
  for (const row of rows) row.cells = row.cells.map(bare);
  const filled = withoutTitles(rows.filter(hasWords), headings);
  const [head, ...rest] = filled;
  if (!head) throw new ListError('empty');
  if (rest.length === 0) throw new ListError('no-rows');
  if (head.cells.length > limits.columns) throw new ListError('no-headings');
  const sheet = { headings: head.cells, rows: rest, encoding, ...joined };
  if (calculateObjectSize(sheet) > keptBytes) throw new ListError('too-much');
  return sheet;
}

/** The apostrophe by which a spreadsheet (and our own CSV files) keep `+62…` from being reckoned with. */
const textMark = /^'(?=[=+\-@\d])/;

/** Signs without a width, which come along when numbers and codes are copied out of chats and web pages; none that joins an emoji. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Text by way of a formula, `="0812…"`, as other programs write CSV files that keep their zeros. */
const textFormula = /^="((?:[^"]|"")*)"$/;

const bare = (cell: string) =>
  cell
    .replaceAll(unseen, '')
    .trim()
    .replace(textFormula, (_, text: string) => text.replaceAll('""', '"').trim())
    .replace(textMark, '');

async function readRows(
  bytes: Buffer,
  headings: HeadingReader,
): Promise<{ rows: SheetRow[]; encoding: Encoding } & Partial<Joined>> {
  if (bytes.subarray(0, 4).equals(zipMark))
    return { ...joinSheets(await readXlsx(bytes), headings), encoding: 'utf-8' };
  if (bytes.subarray(0, 4).equals(oldExcelMark)) throw new ListError('old-excel');
  if (bytes.subarray(0, 4).toString('latin1') === '%PDF') throw new ListError('not-text');
  return readCsv(bytes, headings);
}

const zipMark = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const oldExcelMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
