// What a person sees in a spreadsheet and the library that reads its cells does not tell: which sheets and rows are
// hidden, cells that are merged, percentages, and formulas that failed or were never worked out. Run apart with xlsx-child.mjs.
import { strFromU8, unzipSync } from 'fflate';
import { columnOf } from './xlsx-plain.mjs';

/** How XML writes the signs it needs itself. */
const signs = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** What stands in the place of a formula that failed, and of one that whoever wrote the file has left to be worked out. */
const failed = '#VALUE!';
/** Formats that every spreadsheet has: "0%" and "0.00%". */
const percentFormats = ['9', '10'];
/** Tags may have a prefix, `<x:c r="A1">`. */
const cellTag = /<(?:\w+:)?c\s([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs;

/** Puts into the rows what is seen there. @param sheets of the library, their cells as texts; @param bytes the file */
export function asSeen(sheets, bytes) {
  // Neither pictures nor the shared texts: those the library has read.
  const parts = unzipSync(bytes, {
    filter: ({ name }) => /^xl\/(?!m|sharedStrings).*\.(?:xml|rels)$/.test(name),
  });
  const part = (path) => (parts[path] ? strFromU8(parts[path]) : '');
  const percent = percentStyles(part('xl/styles.xml'));
  const paths = new Map(
    tagsOf(part('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target')
        .replace(/^(?!\/)/, '/xl/')
        .slice(1),
    ]),
  );
  const tags = new Map(tagsOf(part('xl/workbook.xml'), 'sheet').map((tag) => [attribute(tag, 'name'), tag]));
  return sheets.map(({ name, rows }) => {
    const tag = tags.get(name) ?? '';
    const xml = part(paths.get(attribute(tag, '(?:\\w+:)?id')));
    for (const [place, text] of textsSeen(xml, percent)) put(rows, place, text);
    for (const merged of tagsOf(xml, 'mergeCell')) fillDown(rows, attribute(merged, 'ref'));
    const hidden = /^(?:hidden|veryHidden)$/.test(attribute(tag, 'state'));
    return { name, hidden, hiddenLines: hiddenLines(xml), rows };
  });
}

const tagsOf = (xml, name) => xml.match(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^>]*>`, 'g')) ?? [];

/** Lines, from 1, of the rows that a filter or a person has hidden. */
function hiddenLines(xml) {
  let line = 0;
  return tagsOf(xml, 'row').flatMap((tag) => {
    line = Number(attribute(tag, 'r')) || line + 1;
    return /^(?:1|true)$/.test(attribute(tag, 'hidden')) ? [line] : [];
  });
}

/** Made once: a list has a million attributes. */
const patterns = new Map();

function attribute(tag, name) {
  const pattern = patterns.get(name) ?? new RegExp(`(?:^|\\s)${name}=(["'])(.*?)\\1`);
  patterns.set(name, pattern);
  const [, , value = ''] = pattern.exec(tag) ?? [];
  if (!value.includes('&')) return value;
  return value.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, sign) => signs[sign]);
}

/** Numbers of the styles that show a number a hundredfold, with "%". */
function percentStyles(xml) {
  const own = tagsOf(xml, 'numFmt').filter((tag) =>
    attribute(tag, 'formatCode')
      .replaceAll(/"[^"]*"|\\./g, '')
      .includes('%'),
  );
  const formats = new Set([...percentFormats, ...own.map((tag) => attribute(tag, 'numFmtId'))]);
  const uses = tagsOf(/<(?:\w+:)?cellXfs[\s>].*?<\/(?:\w+:)?cellXfs>/s.exec(xml)?.[0] ?? '', 'xf');
  return new Set(
    uses.flatMap((tag, index) => (formats.has(attribute(tag, 'numFmtId')) ? [String(index)] : [])),
  );
}

/** Places with their texts, where these are others than the library's. */
function* textsSeen(xml, percent) {
  for (const [, tag, inner = ''] of xml.matchAll(cellTag)) {
    const type = attribute(tag, 't');
    const isFormula = /<(?:\w+:)?f[\s/>]/.test(inner);
    if (type !== 'e' && !isFormula && percent.size === 0) continue;
    const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(inner)?.[1];
    const place = attribute(tag, 'r');
    if (type === 'e') yield [place, value || failed];
    // A formula of text may have come to nothing; one of numbers cannot.
    else if (isFormula && (type === 'str' ? value === undefined : !value)) yield [place, failed];
    else if (value && (type === '' || type === 'n') && percent.has(attribute(tag, 's')))
      yield [place, asPercent(value)];
  }
}

/** 0.125 as "12,5%"; a spreadsheet keeps fifteen digits, of which the last is noise. */
const asPercent = (value) => `${String(Number((Number(value) * 100).toPrecision(14))).replace('.', ',')}%`;

function put(rows, place, text) {
  const [row, column] = indexesOf(place);
  if (rows[row]?.[column] !== undefined) rows[row][column] = text;
}

/** What stands in the uppermost of merged cells is meant for those below it, too. */
function fillDown(rows, ref) {
  const [from, to] = ref.split(':').map(indexesOf);
  if (!from || !to) return;
  const [top, column] = from;
  for (let row = top + 1; row <= Math.min(to[0], rows.length - 1); row += 1)
    if (rows[row][column] === '') rows[row][column] = rows[top][column];
}

/** "C3" is row 2 and column 2. */
function indexesOf(place) {
  const [, letters = '', digits = '0'] = /^([A-Z]{1,3})(\d{1,7})$/.exec(place) ?? [];
  return [Number(digits) - 1, columnOf(letters) - 1];
}
