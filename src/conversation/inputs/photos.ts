import { plain } from '../words.ts';
import { findChoice } from './choice.ts';
import { miss, type Reader } from './input.ts';

const most = 3;
const enough = new Set([
  'selesai',
  'sudah',
  'cukup',
  'tuntung',
  'done',
  'ok',
  'oke',
  'lanjut',
  'itu saja',
  'itu haja',
]);

/** One to three photos, one a message; SELESAI ends it earlier. */
export const readPhotos: Reader = (input, { sofar, choices }) => {
  const before = sofar?.kind === 'photos' ? sofar.photos : [];
  if (input.kind === 'photo') {
    const photo = {
      mediaId: input.media.id,
      mime: input.media.mime,
      ...(input.caption ? { caption: input.caption.slice(0, 200) } : {}),
    };
    const photos = [...before, photo];
    const value = { kind: 'photos', photos } as const;
    if (photos.length >= most) return { kind: 'answer', value, words: `(${photos.length})` };
    return { kind: 'partly', value, words: `(${photos.length})`, say: 'more-photos' };
  }
  const finished =
    input.kind === 'choice'
      ? enough.has(input.value)
      : input.kind === 'text' &&
        (enough.has(plain(input.text.slice(0, 50))) || findChoice(input.text, choices));
  if (before.length > 0 && finished)
    return { kind: 'answer', value: { kind: 'photos', photos: before }, words: `(${before.length})` };
  return miss('no-photo');
};
