import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPhoto, NotAPictureError } from '../../src/media/photos.ts';
import { interlacedBomb, progressiveBomb } from '../support/bombs.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'photos-'));
});
afterAll(() => rm(dir, { recursive: true }));

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'green' } });

describe('a photo', () => {
  it('is kept without the place where it was taken, and no larger than needed', async () => {
    const taken = await picture(3000, 2000)
      .withExif({ IFD0: { Make: 'Nokia' }, IFD3: { GPSLatitude: '2/1 20/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const file = await keepPhoto(dir, 'RR-26-0103-0001-1', taken);
    const kept = await sharp(await readFile(join(dir, file))).metadata();
    expect(kept).toMatchObject({ width: 1600, format: 'jpeg' });
    expect(kept.exif).toBeUndefined();
  });

  it('of a small phone is not blown up', async () => {
    const file = await keepPhoto(dir, 'small', await picture(320, 240).png().toBuffer());
    expect(await sharp(await readFile(join(dir, file))).metadata()).toMatchObject({
      width: 320,
      format: 'jpeg',
    });
  });

  it('that is none is refused and leaves nothing behind', async () => {
    await expect(keepPhoto(dir, 'bad', Buffer.from('<svg onload=alert(1)>'))).rejects.toThrow(
      NotAPictureError,
    );
    expect((await readdir(dir)).filter((file) => file.startsWith('bad'))).toEqual([]);
  });

  it('is kept for nobody else on the machine, also where its folder stood open', async () => {
    const open = join(dir, 'open');
    await mkdir(open, { mode: 0o755 });
    const file = await keepPhoto(open, 'private', await picture(32, 24).jpeg().toBuffer());
    expect((await stat(open)).mode & 0o777).toBe(0o700);
    expect((await stat(join(open, file))).mode & 0o777).toBe(0o600);
  });

  it('of a good phone is kept: 24 megapixels, plain and progressive', async () => {
    for (const progressive of [false, true]) {
      const bytes = await picture(5712, 4284).jpeg({ progressive }).toBuffer();
      const file = await keepPhoto(dir, `large-${progressive}`, bytes);
      expect(await sharp(await readFile(join(dir, file))).metadata()).toMatchObject({ width: 1600 });
    }
  });
});

/** Pictures that were made to hurt, or that nobody's phone makes, and why each is refused. */
const refused: [string, () => Promise<Buffer> | Buffer, string][] = [
  ['an interlaced PNG of 10,000 x 10,000 in 16 bits', interlacedBomb, 'interlaced'],
  ['a small interlaced PNG', () => picture(64, 64).png({ progressive: true }).toBuffer(), 'interlaced'],
  ['a PNG of 36 megapixels', () => picture(6_000, 6_000).png().toBuffer(), 'too-many-pixels'],
  [
    'a PNG of 16 megapixels in 16 bits',
    () => picture(4_000, 4_000).toColourspace('rgb16').png().toBuffer(),
    'too-many-pixels',
  ],
  ['a WebP of 36 megapixels', () => picture(6_000, 6_000).webp({ effort: 0 }).toBuffer(), 'too-many-pixels'],
  ['a progressive JPEG whose head says 65,000 x 65,000', progressiveBomb, 'too-many-pixels'],
  ['a TIFF', () => picture(64, 64).tiff().toBuffer(), 'not-a-picture'],
  ['a GIF', () => picture(64, 64).gif().toBuffer(), 'not-a-picture'],
  ['an AVIF', () => picture(64, 64).avif({ effort: 0 }).toBuffer(), 'not-a-picture'],
  [
    'an SVG',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'not-a-picture',
  ],
  ['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'heic'],
  ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'not-a-picture'],
  ['nothing', () => Buffer.alloc(0), 'not-a-picture'],
  ['a JPEG in name only', () => Buffer.from('ffd8ffe000104a46', 'hex'), 'unreadable'],
  ['an SVG behind the mark of a JPEG', () => Buffer.from('\xff\xd8\xff<svg/>', 'latin1'), 'unreadable'],
  ['21 MB', () => Buffer.alloc(21 * 1024 * 1024), 'too-large'],
];

describe('what is no photo', () => {
  it.each(refused)('%s is refused, and leaves nothing behind', async (_name, make, refusal) => {
    const bytes = await make();
    const before = process.memoryUsage().rss;
    const error = await keepPhoto(dir, 'bad', bytes).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(NotAPictureError);
    expect(error.refusal).toBe(refusal);
    expect((await readdir(dir)).filter((file) => file.startsWith('bad'))).toEqual([]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
