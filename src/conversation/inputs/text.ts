import { clean } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Ten minutes: nobody listens to more, and more is a lecture. In seconds; what is kept is bounded by `media/sounds.ts`. */
const longestVoice = 10 * 60;
/** In bytes; no voice note of ten minutes is larger. */
const largestVoice = 16 * 1024 * 1024;

/** Words of one's own: long enough to mean something, short enough to be read. A voice note where the step takes it. */
export const readText: Reader = (input, { step }) => {
  if (input.kind === 'voice') {
    if (!step.voice) return miss('no-voice');
    const { media, seconds } = input;
    if (seconds > longestVoice || (media.bytes ?? 0) > largestVoice) return miss('voice-too-long');
    const value = { kind: 'voice', mediaId: media.id, mime: media.mime, seconds } as const;
    return { kind: 'answer', value, words: `(voice note, ${Math.round(seconds)} s)` };
  }
  if (input.kind !== 'text') return miss('not-text');
  const text = clean(input.text);
  if (!/\p{L}/u.test(text)) return miss('no-words');
  const letters = [...text].length;
  if (letters < (step.min ?? 3)) return miss('too-short');
  if (letters > (step.max ?? 1000)) return miss('too-long');
  return { kind: 'answer', value: { kind: 'text', text }, words: words(input.text) };
};
