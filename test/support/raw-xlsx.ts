import { strToU8, zipSync } from 'fflate';

/** A sheet as another program wrote it. */
export interface RawSheet {
  /** The XML of each row's cells, `<c r="A1" …>`; made by {@link cellRows}. */
  rows: readonly string[];
  /** Lines, from 1, that a filter or a person has hidden. */
  hidden?: readonly number[];
  /** What stands behind the rows: merged cells, say. */
  after?: string;
  /** Codes of number formats; a cell has the first by `s="1"`, the second by `s="2"`. */
  formats?: readonly string[];
  /** Days are counted from 1904, as Excel for Mac did. */
  from1904?: boolean;
  /** Before each tag, as some libraries write it: `x:`. */
  prefix?: string;
}

/** A cell that holds a text. @param place "A1" */
const textCell = (place: string, text: string): string =>
  `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;

/** Rows of texts as cells, from A1 on; a cell given as XML is taken as it is. */
export const cellRows = (rows: readonly (readonly string[])[]): string[] =>
  rows.map((cells, row) =>
    cells
      .map((cell, column) => {
        const place = `${String.fromCharCode(65 + column)}${row + 1}`;
        if (cell === '') return '';
        return cell.startsWith('<c') ? cell.replace('<c', `<c r="${place}"`) : textCell(place, cell);
      })
      .join(''),
  );

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A spreadsheet of one sheet, of parts written by hand: what other programs write and our own writers do not. */
export function rawXlsx(sheet: RawSheet): Buffer {
  const { rows, hidden = [], after = '', formats = [], from1904 = false, prefix = '' } = sheet;
  const codes = formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`);
  const uses = formats.map((_, index) => `<xf numFmtId="${164 + index}" applyNumberFormat="1"/>`);
  const data = rows
    .map((cells, at) => `<row r="${at + 1}"${hidden.includes(at + 1) ? ' hidden="1"' : ''}>${cells}</row>`)
    .join('');
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${data}</sheetData>${after}</worksheet>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${uses.join('')}</cellXfs></styleSheet>`,
  };
  const prefixed = (xml: string) =>
    prefix
      ? xml.replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}`).replace('xmlns=', `xmlns:${prefix.slice(0, -1)}=`)
      : xml;
  const rels = `<Relationships xmlns="${packaging}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
  const top = `<Relationships xmlns="${packaging}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
  const all = {
    ...Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, prefixed(xml)])),
    'xl/_rels/workbook.xml.rels': rels,
    '_rels/.rels': top,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(all).map(([path, xml]) => [path, strToU8(xml)]))),
  );
}
