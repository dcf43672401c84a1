import { writePrivate } from '../files.ts';

/** Largest recording that is kept, in bytes: ten minutes of a phone's voice note are about 2 MB, of music about 10. */
const largestSound = 16 * 1024 * 1024;

/** Recordings that are kept, and as what they are played: what Telegram and WhatsApp send as voice or audio. */
export const soundTypes = {
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  amr: 'audio/amr',
} as const;
export type SoundKind = keyof typeof soundTypes;

/** Why a recording is not kept: a key of the locale's `conversation.voice-refused`. */
export type SoundRefusal = 'not-a-sound' | 'too-large';

/** The bytes are no recording that is kept. */
export class NotASoundError extends Error {
  readonly refusal: SoundRefusal;
  constructor(refusal: SoundRefusal) {
    super(`The file is not a recording that is kept: ${refusal}`);
    this.name = 'NotASoundError';
    this.refusal = refusal;
  }
}

/** Boxes of MPEG-4 that phones record sound into. */
const soundBrands = ['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso5', 'iso6', 'dash', 'MSNV'];

/** How sound in an Ogg begins. */
const oggHeads = ['OpusHead', '\u0001vorbis', 'Speex   '];

/** What kind of recording these bytes begin as; null where it is none. A name and a type are what the sender says. */
function soundKindOf(bytes: Buffer): SoundKind | null {
  const letters = bytes.toString('latin1', 0, 64);
  // The first page of an Ogg holds the head of what is in it; pictures (Theora) are in there too.
  if (letters.startsWith('OggS')) return oggHeads.some((head) => letters.includes(head)) ? 'ogg' : null;
  if (letters.startsWith('#!AMR')) return 'amr';
  if (letters.startsWith('ID3')) return 'mp3';
  if (letters.slice(4, 8) === 'ftyp') {
    const brand = letters.slice(8, 12);
    return soundBrands.includes(brand) || brand.startsWith('3g') ? 'm4a' : null;
  }
  return frameKindOf(bytes);
}

/** MP3 and AAC without a head begin with the marks of their first frame. */
function frameKindOf([first, second = 0, third = 0]: Buffer): SoundKind | null {
  if (first !== 0xff) return null;
  if ((second & 0xf6) === 0xf0) return 'aac';
  // Layer III of MPEG 1, 2 or 2.5, with a bit rate and a sampling rate that there are.
  const isLayer3 = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isLayer3 && third >> 4 !== 0xf && (third & 0x0c) !== 0x0c ? 'mp3' : null;
}

/**
 * Keeps a recording as it came, for the service's own eyes only, when its content is one of {@link soundTypes}. Nothing
 * of it is decoded here.
 * @returns the file's name under `dir`; its ending tells the kind
 * @throws NotASoundError
 */
export async function keepSound(dir: string, name: string, bytes: Buffer): Promise<string> {
  if (bytes.length > largestSound) throw new NotASoundError('too-large');
  const kind = soundKindOf(bytes);
  if (!kind) throw new NotASoundError('not-a-sound');
  const file = `${name}.${kind}`;
  await writePrivate(dir, file, bytes);
  return file;
}

/** As what a kept recording is played and sent on. */
export function soundTypeOf(file: string): string {
  const kind = file.slice(file.lastIndexOf('.') + 1);
  return soundTypes[kind as SoundKind] ?? 'application/octet-stream';
}
