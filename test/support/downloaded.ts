import readSheets from 'read-excel-file/node';
import type { Visitor } from './visitor.ts';

/** The rows of a spreadsheet that somebody downloads, its headings first. */
export async function rowsOf(visitor: Visitor, path: string): Promise<unknown[][]> {
  const response = await visitor.fetch(path);
  const [sheet] = await readSheets(Buffer.from(await response.arrayBuffer()));
  return sheet?.data ?? [];
}
