/** A voice note that answers a question: noted with the turn that took it, and fetched at once. */

import type { Flow } from '../../conversation/flow.ts';
import type { Answer, Turn } from '../../conversation/types.ts';
import { voiceNotesIn } from '../../conversation/voice-notes.ts';
import type { Message } from '../../talks/message.model.ts';
import { noteVoice, voiceIdOf } from '../../voices/voices.ts';
import type { Pending } from '../handling/effects.ts';
import type { Runtime } from '../runtime.ts';
import { queueFetching } from './queue-voice.ts';

/** Adds what only the message tells: the effect of a voice note that was taken for an answer, and where a question was answered. */
export function withMessage(turn: Turn, message: Message, flow: Flow): Turn {
  const { channel } = message;
  const effects = turn.effects.map((one) => (one.kind === 'completed' ? { ...one, channel } : one));
  return withVoice({ ...turn, effects }, message, flow);
}

function withVoice(turn: Turn, { content, channel }: Message, flow: Flow): Turn {
  if (content.kind !== 'voice') return turn;
  const { media, seconds } = content;
  const taken = Object.entries(turn.state.answers).find(([, { value }]) =>
    voiceNotesIn(value).some(({ mediaId }) => mediaId === media.id),
  );
  const [step = '', answer] = taken ?? reopenedBy(turn, media.id);
  if (!answer) return turn;
  const { at } = answer;
  const spoken = {
    kind: 'spoken' as const,
    media: `${channel}:${media.id}`,
    mime: media.mime,
    seconds,
    question: flow.steps[step]?.role ?? step,
    at,
  };
  return { ...turn, effects: [...turn.effects, spoken] };
}

/** The reopened question that a voice note has answered. */
function reopenedBy({ effects }: Turn, mediaId: string): [role: string, answer: Answer] | [] {
  for (const effect of effects) {
    if (effect.kind !== 'completed' || effect.answer?.value.kind !== 'voice') continue;
    if (effect.answer.value.mediaId === mediaId) return [effect.role, effect.answer];
  }
  return [];
}

/** Carries out those effects. Twice is once. */
export async function takeVoices(pending: readonly Pending[], runtime: Runtime): Promise<void> {
  for (const { effect, participant } of pending) {
    if (effect.kind !== 'spoken') continue;
    const { media, mime, seconds, question, at } = effect;
    const mediaId = media.slice(media.indexOf(':') + 1);
    const id = voiceIdOf(participant, mediaId);
    const voice = await noteVoice(id, { participant, media, mime, seconds, question }, new Date(at));
    if (!voice.file && !voice.lost) await queueFetching(voice, runtime.queues);
  }
}
