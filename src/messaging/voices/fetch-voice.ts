import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from 'bullmq';
import { UnrecoverableError } from 'bullmq';
import { channelOf, networkAddress } from '../../channels/address.ts';
import { type Channel, SendError } from '../../channels/channel.ts';
import { keepSound, NotASoundError, type SoundRefusal } from '../../media/sounds.ts';
import type { Locale } from '../../texts/locales.ts';
import { type Voice, type VoiceId, VoiceModel } from '../../voices/voice.model.ts';
import type { VoiceJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import { queueTranscription } from './queue-voice.ts';
import { tellSpeaker } from './tell-speaker.ts';

/** Why: what is wrong with the recording, or `gone` where the network or the service could not bring it. */
type Loss = SoundRefusal | 'gone';

/**
 * Fetches one recording and keeps it, then has it written down. One that is there already is left alone. One that can never
 * be kept, or was tried for the last time, is a dead letter, and its speaker is told.
 */
export async function fetchVoice(job: Job<VoiceJob>, channel: Channel, runtime: Runtime): Promise<void> {
  const voice = await VoiceModel.findById(job.data.voice).lean();
  if (!voice || voice.removedAt) return;
  if (voice.file) return queueTranscription(voice, runtime);
  try {
    const bytes = await channel.download({ id: networkAddress(voice.media), mime: voice.mime });
    await keep(voice, bytes, runtime);
  } catch (error) {
    const why = hopeless(error);
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (why || isLast) await loseVoice(voice._id, why ?? 'gone', runtime);
    if (why) throw new UnrecoverableError(error instanceof Error ? error.message : why);
    throw error;
  }
}

async function keep(voice: Voice, bytes: Buffer, runtime: Runtime): Promise<void> {
  const { mediaDir } = runtime;
  const file = await keepSound(mediaDir, voice._id, bytes);
  const { matchedCount } = await VoiceModel.updateOne(
    { _id: voice._id, removedAt: { $exists: false } },
    { $set: { file }, $unset: { lost: 1 } },
  );
  // Its speaker was erased meanwhile, so nobody would ever remove it.
  if (matchedCount === 0) await rm(join(mediaDir, file), { force: true });
  else await queueTranscription(voice, runtime);
}

/** Why it will never come to anything, or null where another try may. */
function hopeless(error: unknown): Loss | null {
  if (error instanceof NotASoundError) return error.refusal;
  if (!(error instanceof SendError) || error.failure.kind === 'later') return null;
  return /too big/i.test(error.failure.reason) ? 'too-large' : 'gone';
}

/** Notes that a recording is lost, and tells its speaker once how to answer instead. Safe to repeat. */
export async function loseVoice(id: VoiceId, why: Loss, runtime: Runtime): Promise<void> {
  const voice = await VoiceModel.findOneAndUpdate(
    { _id: id, file: { $exists: false } },
    { $set: { lost: why } },
    { returnDocument: 'after' },
  ).lean();
  if (!voice) return;
  const params = (locale: Locale) => ({
    why: runtime.texts.t(locale, `conversation.voice-refused.${why}`),
    network: channelOf(voice.media),
  });
  await tellSpeaker(voice, { id: `voice-lost.${id}`, key: 'conversation.voice-lost', params }, runtime);
}
