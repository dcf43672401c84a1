/** The words beneath a photo, a film or a file: they are read as a message, whatever becomes of what they stand under. */
import type { Talk } from './talk.ts';
import type { Input } from './types.ts';

/** @returns null where there are none, or they are a command: nobody decides anything by a caption */
export function captionOf({ reader }: Pick<Talk, 'reader'>, input: Input): string | null {
  const caption = input.kind === 'photo' || input.kind === 'unsupported' ? input.caption : undefined;
  return caption && !reader.read(caption).command ? caption : null;
}

/** The caption as a message of its own, by the same sender at the same time. */
export function asText(talk: Pick<Talk, 'reader'>, input: Input): Input | null {
  const text = captionOf(talk, input);
  const { from } = input;
  return text === null ? null : { kind: 'text', text, ...(from ? { from } : {}) };
}
