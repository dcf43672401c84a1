import { unzipSync, Zip, ZipDeflate } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';

/**
 * A good spreadsheet in which one entry holds `megabytes` MiB of the same byte, deflated to a thousandth of it.
 * @param entry the entry's path within the file
 */
export async function swellingXlsx(entry: string, megabytes: number): Promise<Buffer> {
  const good = unzipSync(await writeXlsxFile([[{ value: 'Nama' }], [{ value: 'Siti' }]]).toBuffer());
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [path, bytes] of Object.entries(good)) {
    if (path === entry) continue;
    const kept = new ZipDeflate(path);
    zip.add(kept);
    kept.push(bytes, true);
  }
  const swelling = new ZipDeflate(entry, { level: 1 });
  zip.add(swelling);
  const spaces = new Uint8Array(1024 * 1024).fill(0x20);
  for (let count = 1; count <= megabytes; count += 1) swelling.push(spaces, count === megabytes);
  zip.end();
  return Buffer.concat(pieces);
}
