// A spreadsheet in the form in which its cells can be read, whichever program wrote it. Run apart with xlsx-child.mjs.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Parts that hold cells or their texts. */
const withCells = /^xl\/(?:worksheets\/[^/]+|sharedStrings)\.xml$/i;
/** A row or a cell and its attributes; tags may have a prefix. In none of them `<` may stand, so no search goes on beyond it. */
const placedTag = /(<(?:\w+:)?(row|c))((?:\s[^<>]*)?>)/g;
const unplacedCell = /<(?:\w+:)?c(?=[\s/>])(?![^<>]*\sr=)/;
const cdata = /<!\[CDATA\[(.*?)\]\]>/gs;

/**
 * The file itself, unless some of its cells do not say where they stand, which ECMA-376 (18.3.1.4) leaves open: these are told
 * it. What stands between the marks of CDATA becomes plain text.
 */
export function plain(bytes) {
  const parts = unzipSync(bytes, { filter: ({ name }) => withCells.test(name) });
  const mended = Object.entries(parts).flatMap(([path, part]) => {
    const xml = strFromU8(part);
    const text = placed(
      xml.includes('<![CDATA[') ? xml.replaceAll(cdata, (_, inner) => escaped(inner)) : xml,
    );
    return text === xml ? [] : [[path, strToU8(text)]];
  });
  if (mended.length === 0) return bytes;
  return Buffer.from(zipSync({ ...unzipSync(bytes), ...Object.fromEntries(mended) }, { level: 0 }));
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cells without a place stand behind the one before them, rows below the one before them. */
function placed(xml) {
  if (!unplacedCell.test(xml)) return xml;
  let row = 0;
  let column = 0;
  return xml.replaceAll(placedTag, (tag, name, kind, attributes) => {
    const [, letters = '', digits = ''] = /\sr=["']([A-Z]*)(\d+)["']/.exec(attributes) ?? [];
    if (kind === 'row') [row, column] = [digits ? Number(digits) : row + 1, 0];
    else if (digits) [row, column] = [Number(digits), columnOf(letters)];
    else {
      column += 1;
      return `${name} r="${lettersOf(column)}${row}"${attributes}`;
    }
    return tag;
  });
}

/** "A" is column 1. */
export const columnOf = (letters) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Column 1 is "A", 27 is "AA". */
function lettersOf(column) {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? lettersOf(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}
