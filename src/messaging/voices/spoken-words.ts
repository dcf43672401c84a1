import type { Context, State } from '../../conversation/types.ts';
import { voiceNotesIn } from '../../conversation/voice-notes.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { readVoices, voiceIdOf, wordsOf } from '../../voices/voices.ts';

/** What is written down by now of the voice notes among somebody's answers, for the context of their talk. */
export async function spokenWords(
  participant: ParticipantId,
  state: State | null | undefined,
): Promise<Pick<Context, 'spoken'>> {
  const notes = Object.values(state?.answers ?? {}).flatMap(({ value }) => voiceNotesIn(value));
  if (notes.length === 0) return {};
  const ids = notes.map(({ mediaId }) => [mediaId, voiceIdOf(participant, mediaId)] as const);
  const voices = await readVoices(ids.map(([, id]) => id));
  const words = ids.flatMap(([mediaId, id]) => {
    const voice = voices.get(id);
    return voice ? [[mediaId, wordsOf(voice)] as const] : [];
  });
  return { spoken: Object.fromEntries(words) };
}
