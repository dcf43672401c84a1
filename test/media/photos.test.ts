import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPhoto, NotAPictureError } from '../../src/media/photos.ts';

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
});
