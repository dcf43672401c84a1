import { readChoice } from './choice.ts';
import { readCount } from './count.ts';
import type { Reader } from './input.ts';
import type { InputKind } from './kinds.ts';
import { readPhotos } from './photos.ts';
import { readPlace } from './place.ts';
import { readQuantity } from './quantity.ts';
import { readText } from './text.ts';

/** How the answers to each kind of question are read. */
export const readers = {
  choice: readChoice,
  text: readText,
  quantity: readQuantity,
  count: readCount,
  place: readPlace,
  photos: readPhotos,
} as const satisfies Record<InputKind, Reader>;
