import { writePrivate } from '../files.ts';
import { ApartError, runApart } from '../process/child/run-apart.ts';
import { kindOf, type Refusal } from './kinds.ts';

/** Largest file that is looked at at all, in bytes: as much as Telegram lets a bot fetch. */
const largestPhoto = 20 * 1024 * 1024;

/** A picture of 25 megapixels takes about 200 MB and 2 s; what takes more was made to hurt. */
const bounds = { memoryMb: 400, patienceMs: 20_000, answerBytes: 8 * 1024 * 1024 } as const;

/** The bytes are no picture that is kept; `refusal` is a key of the locale's `conversation.photo-refused`. */
export class NotAPictureError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`The file is not a picture that is kept: ${refusal}`, options);
    this.name = 'NotAPictureError';
    this.refusal = refusal;
  }
}

/**
 * Keeps a photo: a JPEG, PNG or WebP by its content, of 25 megapixels at most. It is kept upright, at most 1600
 * pixels, as JPEG, without its EXIF (which holds the place where the sender stood and their phone's make), and for
 * the service's own eyes only. It is read in a process of its own.
 * @returns the file's name under `dir`
 * @throws NotAPictureError
 */
export async function keepPhoto(dir: string, name: string, bytes: Buffer): Promise<string> {
  const picture = await cleaned(bytes);
  const file = `${name}.jpg`;
  await writePrivate(dir, file, picture);
  return file;
}

async function cleaned(bytes: Buffer): Promise<Buffer> {
  if (bytes.length > largestPhoto) throw new NotAPictureError('too-large');
  const kind = kindOf(bytes);
  if (kind !== 'jpeg' && kind !== 'png' && kind !== 'webp') throw new NotAPictureError(kind);
  try {
    return await runApart(new URL('./photo-child.mjs', import.meta.url), bytes, bounds);
  } catch (cause) {
    if (!(cause instanceof ApartError)) throw cause;
    const tooMany = cause.reason === 'too-many-pixels';
    throw new NotAPictureError(tooMany ? 'too-many-pixels' : 'unreadable', { cause });
  }
}
