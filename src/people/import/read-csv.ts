import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { decode, type Encoding } from './encoding.ts';
import { type HeadingReader, mostTitles, planOfRow } from './find-headings.ts';
import { ListError } from './list-error.ts';
import { checkRowCount, limits, type SheetRow } from './rows.ts';

/** Far beyond {@link limits}; a line of millions of delimiters holds up the process that serves pages for seconds. */
const longestLine = 100_000;

/** How HTML, XML of Excel 2003 and a "single file web page" begin; programs call them .xls, and Excel opens them. */
const pageMark = /^\s*(?:<[a-z!?]|MIME-Version:)/i;

const lenient = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: longestLine,
} as const;

/**
 * The rows of a CSV file. Excel writes `;` where the decimal sign is a comma, and a tab in "Unicode text", so the
 * delimiter is the one by which headings can be read, and where there is none, the one that the first line uses most.
 * @throws ListError when it is a page that only is called a list, when a quotation mark is never closed, or a line is too long, or there are too many rows
 */
export async function readCsv(
  bytes: Buffer,
  readHeadings: HeadingReader,
): Promise<{ rows: SheetRow[]; encoding: Encoding }> {
  const { text, encoding } = decode(bytes);
  if (pageMark.test(text)) throw new ListError('old-excel');
  // Excel's own line for the delimiter, which is no row of the list.
  const told = /^\uFEFF?sep=(.)\r?\n/i.exec(text);
  const lines = told ? text.slice(told[0].length) : text;
  if (hasLineBeyond(lines, longestLine)) throw new ListError('too-much');
  const body = withoutOuterMarks(lines);
  const parser = Readable.from(piecesOf(body)).pipe(
    parse({ ...lenient, delimiter: told?.[1] ?? delimiterOf(body, readHeadings) }),
  );
  const rows: SheetRow[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      rows.push({
        line: rows.length + (told ? 2 : 1),
        cells: cells.slice(0, limits.columns + 1).map((cell) => cell.slice(0, limits.cell).trim()),
      });
      checkRowCount(rows.length);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new ListError('broken-csv', { line: rows.length + 1 });
    throw error;
  }
  return { rows, encoding };
}

/** In pieces, so that a long list does not hold up a process that serves pages. */
function* piecesOf(text: string): Generator<string> {
  const length = 64 * 1024;
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}

function hasLineBeyond(text: string, most: number): boolean {
  for (let from = 0; from + most < text.length; ) {
    const within = text.slice(from, from + most + 1);
    const end = Math.max(within.lastIndexOf('\n'), within.lastIndexOf('\r'));
    if (end < 0) return true;
    from += end + 1;
  }
  return false;
}

/** A line that is one cell in quotation marks, or has none. */
const oneCell = /^(?:"([^"]*(?:""[^"]*)*)"|[^"]*)$/;

/**
 * A spreadsheet that expects another delimiter shows each line in one cell, and saves it so: `"Siti,BPD,Juai"`. Where all
 * lines are like that, these marks stand around lines, not around cells.
 */
function withoutOuterMarks(text: string): string {
  if (!text.includes('"')) return text;
  const lines = text.split(/\r\n|[\r\n]/);
  if (!lines.every((line) => oneCell.test(line))) return text;
  return lines.map((line) => oneCell.exec(line)?.[1]?.replaceAll('""', '"') ?? line).join('\n');
}

/** So many characters hold a list's titles and headings. */
const topLength = 20_000;

function delimiterOf(text: string, readHeadings: HeadingReader): string {
  const top = text.slice(0, topLength);
  // What stands in quotation marks parts no cells, and may hold line ends.
  const [first = ''] = top
    .replaceAll(/"[^"]*"/g, '')
    .trimStart()
    .split(/[\r\n]/, 1);
  const marks = [',', ';', '\t', '|'].toSorted(
    (one, other) => first.split(other).length - first.split(one).length,
  );
  const read = marks.find((mark) => topRows(top, mark).some((cells) => planOfRow(cells, readHeadings)));
  return read ?? marks[0] ?? ',';
}

function topRows(top: string, delimiter: string): string[][] {
  try {
    return parseAtOnce(top, { ...lenient, delimiter, skip_empty_lines: true, to: mostTitles + 1 });
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}
