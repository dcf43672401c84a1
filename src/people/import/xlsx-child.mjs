// Reads the sheets of a spreadsheet as text; run apart, see read-xlsx.ts. Plain JavaScript, because a process
// does not inherit how this program's TypeScript is run.
import { Unzip, UnzipInflate, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { answer, given, refuse } from '../../process/child/stdio.mjs';
import { plain } from './xlsx-plain.mjs';
import { asSeen } from './xlsx-seen.mjs';

/** The longest list there may be holds about 40 MB of XML; a file of 2 MB can be made to hold 2 GB. */
const mostInflated = 100 * 1024 * 1024;
const pieceLength = 16 * 1024;
/** More than any cell that is used; one long text can be shared by all cells of a sheet. */
const longestCell = 1_000;

try {
  const bytes = await given();
  if (swells(bytes)) refuse('swells');
  else if (!holdsWorkbook(bytes)) refuse('no-workbook');
  else {
    const readable = plain(bytes);
    // Digits stay as they were written: a phone number is no quantity.
    const sheets = await readSheets(readable, { parseNumber: writtenOut });
    const told = sheets.map(({ sheet: name, data }) => ({ name, rows: data.map((row) => row.map(toText)) }));
    answer(Buffer.from(JSON.stringify(asSeen(told, readable))));
  }
} catch {
  refuse('unreadable');
}

/** Counts what all of its entries hold, piece by piece, for what their heads say of it is the sender's word. */
function swells(bytes) {
  let total = 0;
  const unzip = new Unzip((entry) => {
    entry.ondata = (error, piece) => {
      if (error) throw error;
      total += piece.length;
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < bytes.length && total <= mostInflated; from += pieceLength)
    unzip.push(bytes.subarray(from, from + pieceLength), from + pieceLength >= bytes.length);
  return total > mostInflated;
}

/** A text (.docx), a spreadsheet of another kind (.ods, .xlsb) and a folder are zipped, too. */
function holdsWorkbook(bytes) {
  let found = false;
  unzipSync(bytes, {
    filter({ name }) {
      found ||= name === 'xl/workbook.xml';
      return false;
    },
  });
  return found;
}

/**
 * Some programs store a number as `6.28123456789E12` or `8.12345E10`: in a cell of numbers no digit of that is lost, while in one of
 * texts it is what a rounded number has left.
 */
function writtenOut(number) {
  const [, whole, decimals = '', power] = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(number) ?? [];
  return decimals.length <= Number(power) ? `${whole}${decimals}`.padEnd(Number(power) + 1, '0') : number;
}

/** What a person sees in the cell, nearly: dates are of no use in a list of people and come as ISO days. */
function toText(cell) {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).slice(0, longestCell);
}
