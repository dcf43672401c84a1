/** Sounds that are played and kept by what they are, made without a recorder. */

/** Twenty milliseconds of silence, as Opus of one channel; of the codec's own list of frames. */
const silentFrame = Buffer.from([0xf8, 0xff, 0xfe]);
const framesPerSecond = 50;
/** Opus counts time at 48 kHz, whatever was recorded. */
const samplesPerFrame = 960;

/** A voice note as Telegram and WhatsApp send it: Ogg with Opus, silent, of so many seconds. */
export function voiceNote(seconds = 2): Buffer {
  const pages = [page(0, 2, 0, [opusHead()]), page(1, 0, 0, [opusTags()])];
  for (let second = 1; second <= seconds; second += 1) {
    const frames = Array.from({ length: framesPerSecond }, () => silentFrame);
    const last = second === seconds ? 4 : 0;
    pages.push(page(second + 1, last, second * framesPerSecond * samplesPerFrame, frames));
  }
  return Buffer.concat(pages);
}

function opusHead(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt32LE(48_000, 12);
  return head;
}

function opusTags(): Buffer {
  const tags = Buffer.alloc(20);
  tags.write('OpusTags');
  tags.writeUInt32LE(4, 8);
  tags.write('test', 12);
  return tags;
}

/** One page of an Ogg (RFC 3533). @param flags 2 for the first, 4 for the last */
function page(number: number, flags: number, position: number, packets: Buffer[]): Buffer {
  const head = Buffer.alloc(27 + packets.length);
  head.write('OggS');
  head.writeUInt8(flags, 5);
  head.writeBigUInt64LE(BigInt(position), 6);
  head.writeUInt32LE(1, 14);
  head.writeUInt32LE(number, 18);
  head.writeUInt8(packets.length, 26);
  for (const [index, packet] of packets.entries()) head.writeUInt8(packet.length, 27 + index);
  const whole = Buffer.concat([head, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** The CRC of Ogg: the polynomial 04c11db7, highest bit first, beginning with 0. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
