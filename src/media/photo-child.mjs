// Reads one picture and makes a small upright JPEG of it, without its EXIF; run apart, see photos.ts. Plain JavaScript,
// because a process does not inherit how this program's TypeScript is run.
import sharp from 'sharp';
import { answer, given, refuse } from '../process/child/stdio.mjs';

/** Longest side kept, in pixels: enough to judge a road by, small enough for an office's disk. */
const longestSide = 1600;
/** 25 megapixels of three channels of one byte: more than a phone's camera gives by itself. */
const mostBytes = 75_000_000;

// Only these readers of the image library: none that runs a script, follows a link, or is hardly ever tried.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

const bytesOfSample = { uchar: 1, char: 1, ushort: 2, short: 2 };

try {
  const bytes = await given();
  const {
    width,
    height,
    channels,
    depth,
    pages = 1,
  } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height * channels * (bytesOfSample[depth] ?? 8) * pages > mostBytes) refuse('too-many-pixels');
  else answer(await smaller(bytes));
} catch {
  refuse('unreadable');
}

function smaller(bytes) {
  return sharp(bytes, { limitInputPixels: mostBytes })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: 'white' })
    .jpeg({ quality: 80 })
    .toBuffer();
}
