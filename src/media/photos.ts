import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Longest side kept, in pixels: enough to judge a road by, small enough for an office's disk. */
const longestSide = 1600;

/** The bytes are no picture that can be read. */
export class NotAPictureError extends Error {
  constructor(options?: ErrorOptions) {
    super('The file is not a picture that can be read.', options);
    this.name = 'NotAPictureError';
  }
}

/**
 * Keeps a photo: upright, at most 1600 pixels, as JPEG, and without its EXIF, which holds the place where the
 * sender stood and his phone's make.
 * @returns the file's name under `dir`
 * @throws NotAPictureError
 */
export async function keepPhoto(dir: string, name: string, bytes: Buffer): Promise<string> {
  const picture = await sharp(bytes, { limitInputPixels: 100_000_000 })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer()
    .catch((cause: unknown) => {
      throw new NotAPictureError({ cause });
    });
  const file = `${name}.jpg`;
  await mkdir(dir, { recursive: true });
  // Written beside and renamed, so that a crash never leaves half a picture under the final name.
  await writeFile(join(dir, `${file}.new`), picture);
  await rename(join(dir, `${file}.new`), join(dir, file));
  return file;
}
