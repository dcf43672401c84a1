import type { Example } from './types.ts';

/**
 * The part, 0 to `parts - 1`, that an example falls into. All examples of one object fall into the same, so a
 * model is never asked about what it has just seen in other words; without an object the text stands for itself.
 */
export function foldOf(example: Pick<Example, 'text' | 'object'>, parts: number, seed = 0): number {
  return hash(`${seed} ${example.object ?? example.text}`) % parts;
}

/** FNV-1a over UTF-16 units, then mixed: near strings must not fall into near parts. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}
