import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { type Sheet, xlsxOf } from '../../reports/xlsx-stream.ts';

/**
 * Sends a spreadsheet as a file. Lists leave the pages as XLSX, which every computer opens alike: where the decimal sign is a comma,
 * as in Indonesia, Excel shows a CSV in one column, and everywhere it takes the zero from "03" and makes a date of "2026-12".
 */
export async function sendSheet(
  request: Request,
  response: Response,
  file: string,
  sheet: Sheet,
): Promise<void> {
  response.attachment(file).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  await pipeline(Readable.from(xlsxOf(sheet)), response).catch((error: unknown) => {
    // Who closes the window has changed their mind; nothing failed.
    if (!request.destroyed) throw error;
  });
}
