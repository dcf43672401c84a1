/**
 * A spreadsheet of one sheet, written row by row. The library that makes our templates builds the whole file in memory and
 * holds the process for a second at 3,400 rows of 26 columns; a list of a district is longer.
 * The parts and their names are those of ECMA-376, Part 1: SpreadsheetML within Open Packaging.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { ListCell } from './csv.ts';

/** A text, a number, or nothing. A text is one whatever it begins with: no spreadsheet carries it out. */
export type Cell = string | number | null;

/** What a sheet is made of. */
export interface Sheet {
  name: string;
  columns: readonly { heading: string /** In characters. */; width: number }[];
  rows: AsyncIterable<readonly Cell[]>;
}

const widest = 60;

/** A short list as a sheet: headings in its first row, and columns as wide as what stands in them. */
export function listSheet(name: string, [headings = [], ...rows]: readonly (readonly ListCell[])[]): Sheet {
  const columns = headings.map((heading, column) => {
    const longest = Math.max(...[headings, ...rows].map((row) => String(row[column] ?? '').length));
    return { heading: String(heading ?? ''), width: Math.min(longest + 2, widest) };
  });
  async function* cells(): AsyncGenerator<Cell[]> {
    for (const row of rows) yield row.map((cell) => cell ?? null);
  }
  return { name, columns, rows: cells() };
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The styles by their place: plain, head, text. Format 49 is "Text", which keeps "007" and "=1+1" as they are. */
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>
<font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>
<xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
</cellXfs></styleSheet>`;

const partsOf = (name: string): Record<string, string> => ({
  '[Content_Types].xml': `<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${markup(name.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': styles,
});

/** So many rows are packed before others get their turn. */
const rowsInTurn = 100;

/**
 * A sheet as the bytes of an XLSX file, piece by piece; no more than some rows are held at a time.
 * @throws what reading the rows throws; what was given out by then is no whole file
 */
export async function* xlsxOf({ name, columns, rows }: Sheet): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    pieces.push(bytes);
  });
  const begin = (path: string): ZipDeflate => {
    const part = new ZipDeflate(path);
    zip.add(part);
    return part;
  };
  for (const [path, text] of Object.entries(partsOf(name)))
    begin(path).push(Buffer.from(declaration + text), true);
  const sheet = begin('xl/worksheets/sheet1.xml');
  for await (const text of sheetXml(columns, rows)) {
    sheet.push(Buffer.from(text));
    yield* pieces.splice(0);
    await nextTurn();
  }
  sheet.push(new Uint8Array(), true);
  zip.end();
  yield* pieces;
}

/** The sheet's part, some rows at a time. */
async function* sheetXml(columns: Sheet['columns'], rows: Sheet['rows']): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const headings = columns.map(({ heading }) => heading);
  let text = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rowXml(1, headings, 1)}`;
  let number = 1;
  for await (const row of rows) {
    number += 1;
    text += rowXml(number, row, 2);
    if (number % rowsInTurn > 0) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function rowXml(number: number, cells: readonly Cell[], style: number): string {
  const written = cells.map((cell, index) => cellXml(cell, `${columnName(index)}${number}`, style));
  return `<row r="${number}">${written.join('')}</row>`;
}

function cellXml(cell: Cell, place: string, style: number): string {
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell !== 'string' || cell === '') return '';
  const text = markup(cell.slice(0, longestCell));
  return `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** "A" to "Z", then "AA". */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** No spreadsheet takes more in one cell, in UTF-16 units. */
const longestCell = 32_767;

/** What XML 1.0 has no place for: control characters but tab and line ends, halves of pairs, two non-characters. */
const unspeakable = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

function markup(text: string): string {
  return text
    .replaceAll(unspeakable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
