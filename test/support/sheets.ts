import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';

/** A sheet of a file: its name, whether it is hidden, and its rows. */
export interface SomeSheet {
  name: string;
  hidden?: 'hidden' | 'veryHidden';
  rows: string[][];
}

/** A spreadsheet of several sheets. */
export async function xlsxOf(...sheets: SomeSheet[]): Promise<Buffer> {
  const written = await writeXlsxFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((row) => row.map((value) => ({ value }))),
    })),
  ).toBuffer();
  const parts = unzipSync(written);
  const path = 'xl/workbook.xml';
  let workbook = strFromU8(parts[path] ?? new Uint8Array());
  // The writer hides none.
  for (const [index, { hidden }] of sheets.entries())
    if (hidden)
      workbook = workbook.replace(`sheetId="${index + 1}"`, `sheetId="${index + 1}" state="${hidden}"`);
  return Buffer.from(zipSync({ ...parts, [path]: strToU8(workbook) }));
}
