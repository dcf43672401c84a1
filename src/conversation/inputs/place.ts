import { coordinatesIn } from '../coordinates.ts';
import type { AnswerValue, Input } from '../types.ts';
import { clean } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Bare numbers that are finer than a size, as "-2.33, 115.61": about a kilometre. */
const decimals = 2;
/** Longest landmark, in letters. */
const longest = 300;

const saysSomething = (landmark: string) => /\p{L}{2}/u.test(landmark);

/** Where: a shared location, coordinates, or a landmark in words ("dekat jembatan ulin"). */
export const readPlace: Reader = (input, { district }) => {
  if (input.kind === 'location') return located(input) ?? miss('no-place');
  if (input.kind !== 'text') return miss('no-place');
  const typed = coordinatesIn(input.text, decimals, district);
  if (typed) return { kind: 'answer', value: { kind: 'place', ...typed.point }, words: words(input.text) };
  const landmark = clean(input.text).slice(0, longest);
  if (!saysSomething(landmark) || landmark.length < 4) return miss('no-place');
  return { kind: 'answer', value: { kind: 'place', landmark }, words: words(input.text) };
};

/** A point on the map as an answer, with the name that their network has for it; null where it lies nowhere on earth. */
export function located({ lat, lon, name = '' }: Extract<Input, { kind: 'location' }>) {
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
  const landmark = clean(name).slice(0, longest);
  const named = saysSomething(landmark);
  const value: Extract<AnswerValue, { kind: 'place' }> = {
    kind: 'place',
    ...(named ? { landmark } : {}),
    lat,
    lon,
  };
  const point = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  return { kind: 'answer' as const, value, words: named ? `${landmark} (${point})` : point };
}
