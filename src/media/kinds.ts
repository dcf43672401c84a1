/** Why a picture is not kept: a key of the locale's `conversation.photo-refused`. */
export type Refusal =
  | 'heic'
  | 'not-a-picture'
  | 'interlaced'
  | 'too-many-pixels'
  | 'too-large'
  | 'unreadable';

/** Pictures that are read; told by their content, for a name and a type are what the sender says they are. */
export type PictureKind = 'jpeg' | 'png' | 'webp';

/** HEIC has a patent on it, so the image library is built without; AV1 in the same box is no photo of a phone. */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'mif2'];

/**
 * What kind of picture these bytes begin as.
 * @returns the kind, or why it is none that is read: SVG, TIFF, GIF, PDF and all the rest are `not-a-picture`
 */
export function kindOf(bytes: Buffer): PictureKind | Refusal {
  if (bytes.subarray(0, 3).equals(jpegMark)) return 'jpeg';
  if (bytes.subarray(0, 8).equals(pngMark)) return isInterlaced(bytes) ? 'interlaced' : 'png';
  const letters = bytes.toString('latin1', 0, 12);
  if (letters.startsWith('RIFF') && letters.endsWith('WEBP')) return 'webp';
  if (letters.slice(4, 8) === 'ftyp' && heicBrands.includes(letters.slice(8))) return 'heic';
  return 'not-a-picture';
}

const jpegMark = Buffer.from([0xff, 0xd8, 0xff]);
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The last byte of the head that every PNG begins with. An interlaced one must be unpacked whole to be read at all. */
const isInterlaced = (bytes: Buffer): boolean => bytes[28] !== 0;
