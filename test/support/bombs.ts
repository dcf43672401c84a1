import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Files that are small on the way and large once they are read. */

/** A PNG of 10,000 x 10,000 pixels, 16 bits and three channels, interlaced: 600 MB once unpacked. */
export function interlacedBomb(): Buffer {
  const side = 10_000;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // Bits, true colour, the two compulsory zeros, Adam7.
  head.set([16, 2, 0, 0, 1], 8);
  const passes = [
    [8, 8],
    [8, 8],
    [4, 8],
    [4, 4],
    [2, 4],
    [2, 2],
    [1, 2],
  ];
  const length = passes.reduce(
    (sum, [across = 1, down = 1]) => sum + Math.ceil(side / down) * (1 + 6 * Math.ceil(side / across)),
    0,
  );
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(length))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, check]);
}

/** A progressive JPEG, which is read whole before any of it is seen, whose head claims 65,000 pixels each way. */
export async function progressiveBomb(): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg({ progressive: true })
    .toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc2]));
  bytes.writeUInt16BE(65_000, frame + 5);
  bytes.writeUInt16BE(65_000, frame + 7);
  return bytes;
}
