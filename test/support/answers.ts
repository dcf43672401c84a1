import type { Answer } from '../../src/conversation/types.ts';

/** An answer in one short line, as tests kept as data name it. */
export function shownAnswer({ value }: Answer): string {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'choice') return value.choice;
  if (value.kind === 'quantity') return `${value.amount} ${value.unit}`;
  if (value.kind === 'count') return String(value.count);
  if (value.kind === 'photos') return value.photos.map(({ mediaId }) => mediaId).join(', ');
  if (value.kind !== 'place') return value.kind;
  const pin = value.lat === undefined ? '' : `@ ${value.lat}, ${value.lon}`;
  return [value.landmark, pin].filter(Boolean).join(' ');
}
