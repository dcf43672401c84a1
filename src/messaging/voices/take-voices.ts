/** A voice note that answers a question: noted with the turn that took it, and fetched at once. */

import type { Flow } from '../../conversation/flow.ts';
import type { Turn } from '../../conversation/types.ts';
import { voiceNotesIn } from '../../conversation/voice-notes.ts';
import type { Message } from '../../talks/message.model.ts';
import { noteVoice, voiceIdOf } from '../../voices/voices.ts';
import type { Pending } from '../handling/effects.ts';
import type { Runtime } from '../runtime.ts';
import { queueFetching } from './queue-voice.ts';

/** Adds the effect of a voice note to a turn that has taken it for an answer; any other turn is as it was. */
export function withVoice(turn: Turn, { content, channel }: Message, flow: Flow): Turn {
  if (content.kind !== 'voice') return turn;
  const { media, seconds } = content;
  const taken = Object.entries(turn.state.answers).find(([, { value }]) =>
    voiceNotesIn(value).some(({ mediaId }) => mediaId === media.id),
  );
  if (!taken) return turn;
  const [step, { at }] = taken;
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
