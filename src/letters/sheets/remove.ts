import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dropOldFiles, filesToDeliver } from '../../outreach/model/notices.ts';
import { pathOf, sheetsIn } from './send.ts';

/** When a sheet's PDF goes at the earliest. */
export interface SheetAges {
  /** Written before: a younger one may have notices that are only being written down. */
  written: Date;
  /** Told of before: a notice that could not be delivered for so long is given up. */
  undelivered: Date;
}

/**
 * Removes the PDFs of sheets that no notice is to carry any more; each can be drawn again from what it told of.
 * @param mediaDir `media` below `DATA_DIR`
 * @returns how many
 */
export async function removeSheets({ written, undelivered }: SheetAges, mediaDir: string): Promise<number> {
  await dropOldFiles(undelivered);
  const folder = sheetsIn(mediaDir);
  // There is none before the first sheet.
  const files = await readdir(folder).catch(() => []);
  const needed = await filesToDeliver();
  let removed = 0;
  for (const file of files) {
    const { mtime } = await stat(join(folder, file));
    if (needed.has(pathOf(file)) || mtime >= written) continue;
    await rm(join(folder, file), { force: true });
    removed += 1;
  }
  return removed;
}
