import type { MediaRef } from '../../channels/channel.ts';
import { miss, type Reader } from './input.ts';

/** Photos of one proposal. */
export const mostPhotos = 3;
/** Larger files are not fetched, in bytes; a phone's photo has a tenth of it. */
const largest = 20 * 1024 * 1024;
/** Sent as a file, a photo says what it is; sent as a photo, both networks make a JPEG of it. */
const readable = new Set(['', 'image/jpeg', 'image/jpg', 'image/pjpeg', 'image/png', 'image/webp']);

/**
 * What is wrong with a photo by what its network says of it, so that its sender is told at once; its content is judged
 * when it is fetched.
 * @returns the reason of a miss, or null
 */
export function photoProblem({ mime, bytes = 0 }: MediaRef): string | null {
  const kind = mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^image\/hei[cf]/.test(kind)) return 'photo-heic';
  if (!readable.has(kind)) return 'photo-kind';
  return bytes > largest ? 'photo-too-large' : null;
}

/** One to three photos, one a message; SELESAI ends it earlier. */
export const readPhotos: Reader = (input, { sofar, chosen }) => {
  const before = sofar?.kind === 'photos' ? sofar.photos : [];
  const problem = input.kind === 'photo' ? photoProblem(input.media) : null;
  if (problem) return miss(problem);
  if (input.kind === 'photo' && before.length >= mostPhotos) return miss('photo-enough');
  if (input.kind === 'photo') {
    const photo = {
      mediaId: input.media.id,
      mime: input.media.mime,
      ...(input.caption ? { caption: input.caption.slice(0, 200) } : {}),
    };
    const photos = [...before, photo];
    const value = { kind: 'photos', photos } as const;
    if (photos.length >= mostPhotos) return { kind: 'answer', value, words: `(${photos.length})` };
    return { kind: 'partly', value };
  }
  if (before.length > 0 && chosen)
    return { kind: 'answer', value: { kind: 'photos', photos: before }, words: `(${before.length})` };
  // A file that is no picture, and a film: told apart from a word, for they can be sent in another way.
  const isFile = input.kind === 'unsupported' && ['document', 'video'].includes(input.what);
  return miss(isFile ? 'not-a-photo' : 'no-photo');
};
