/** Answers that were spoken: their recordings, and what is written down of them. */
import type { AnswerValue, Context } from './types.ts';
import type { VoiceNote } from './voice-note.ts';

/** More of them are a lecture. */
const mostNotes = 5;

/** The recordings of an answer in the order they were sent; none where it was not spoken. */
export function voiceNotesIn(value: AnswerValue | undefined): VoiceNote[] {
  if (value?.kind !== 'voice') return [];
  const { mediaId, mime, seconds, more = [] } = value;
  return [{ mediaId, mime, seconds }, ...more];
}

/** What an answer says in words: as it was written, or as far as it is written down. */
export function wordsIn(value: AnswerValue | undefined, { spoken = {} }: Pick<Context, 'spoken'>): string {
  if (value?.kind === 'text') return value.text;
  return voiceNotesIn(value)
    .map(({ mediaId }) => spoken[mediaId] ?? '')
    .filter(Boolean)
    .join(' ');
}

/** A spoken answer with another recording behind it; null where there are enough. */
export function withNote(
  value: Extract<AnswerValue, { kind: 'voice' }>,
  note: VoiceNote,
): AnswerValue | null {
  const { mediaId, mime, seconds } = note;
  if (voiceNotesIn(value).length >= mostNotes) return null;
  return { ...value, more: [...(value.more ?? []), { mediaId, mime, seconds }] };
}
