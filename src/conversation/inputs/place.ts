import { clean } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Where: a shared location, or a landmark in words ("dekat jembatan ulin"). */
export const readPlace: Reader = (input) => {
  if (input.kind === 'location') {
    const { lat, lon } = input;
    const onEarth = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    if (!onEarth) return miss('no-place');
    return {
      kind: 'answer',
      value: { kind: 'place', lat, lon },
      words: `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    };
  }
  if (input.kind !== 'text') return miss('no-place');
  const landmark = clean(input.text).slice(0, 300);
  if (!/\p{L}{2}/u.test(landmark) || landmark.length < 4) return miss('no-place');
  return { kind: 'answer', value: { kind: 'place', landmark }, words: words(input.text) };
};
