import { coordinatesIn } from '../coordinates.ts';
import { clean } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Bare numbers that are finer than a size, as "-2.33, 115.61": about a kilometre. */
const decimals = 2;

/** Where: a shared location, coordinates, or a landmark in words ("dekat jembatan ulin"). */
export const readPlace: Reader = (input, { district }) => {
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
  const typed = coordinatesIn(input.text, decimals, district);
  if (typed) return { kind: 'answer', value: { kind: 'place', ...typed.point }, words: words(input.text) };
  const landmark = clean(input.text).slice(0, 300);
  if (!/\p{L}{2}/u.test(landmark) || landmark.length < 4) return miss('no-place');
  return { kind: 'answer', value: { kind: 'place', landmark }, words: words(input.text) };
};
