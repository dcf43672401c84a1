import { readChoice } from './choice.ts';
import { readCount } from './count.ts';
import type { Reader } from './input.ts';
import { readPhotos } from './photos.ts';
import { readPlace } from './place.ts';
import { readQuantity } from './quantity.ts';
import { readText } from './text.ts';

/** Every kind of question there is, and how its answers are read. */
export const readers = {
  choice: readChoice,
  text: readText,
  quantity: readQuantity,
  count: readCount,
  place: readPlace,
  photos: readPhotos,
} as const satisfies Record<string, Reader>;

export type InputKind = keyof typeof readers;
export const inputKinds = Object.keys(readers) as [InputKind, ...InputKind[]];
