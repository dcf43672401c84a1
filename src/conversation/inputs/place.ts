import { clean } from '../words.ts';
import { miss, type Reader, words } from './input.ts';

/** Indonesia, roughly, in degrees: what lies elsewhere is no place here but two other numbers. */
const isHere = ({ lat, lon }: { lat: number; lon: number }) => lat > -12 && lat < 7 && lon > 94 && lon < 142;

/**
 * Coordinates as maps give them: "-2.33, 115.61", with decimal commas, or within a link. Latitude first, three decimals or two
 * at least, so that a range or a size is none.
 */
function typedCoordinates(text: string): { lat: number; lon: number } | null {
  const [, lat = '', lon = ''] = /(-?\d{1,2}[.,]\d{2,})\s*[,;\s]\s*(\d{2,3}[.,]\d{2,})/.exec(text) ?? [];
  const found = { lat: Number(lat.replace(',', '.')), lon: Number(lon.replace(',', '.')) };
  return lat && isHere(found) ? found : null;
}

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
  const typed = typedCoordinates(input.text);
  if (typed) return { kind: 'answer', value: { kind: 'place', ...typed }, words: words(input.text) };
  const landmark = clean(input.text).slice(0, 300);
  if (!/\p{L}{2}/u.test(landmark) || landmark.length < 4) return miss('no-place');
  return { kind: 'answer', value: { kind: 'place', landmark }, words: words(input.text) };
};
