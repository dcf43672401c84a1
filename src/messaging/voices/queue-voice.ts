import { channelOf } from '../../channels/address.ts';
import { datedUpTo } from '../../storage/dated.ts';
import { type Voice, VoiceModel } from '../../voices/voice.model.ts';
import { type MediaJob, type Queues, queueNames, type TranscribeJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';

const backoff = { type: 'exponential', delay: 2_000 } as const;
/** As of photos: over four minutes, then a dead letter. */
const fetching = { attempts: 8, backoff };
/** Nobody waits for it, and a server may be out for longer: over 68 minutes, then a dead letter. */
const transcribing = { attempts: 12, backoff };

/** Queues the fetching of a recording. Twice is once. */
export async function queueFetching(
  { _id, media }: Pick<Voice, '_id' | 'media'>,
  queues: Queues,
): Promise<void> {
  const job: MediaJob = { voice: _id };
  await queues
    .get(queueNames.media(channelOf(media)))
    .add('voice', job, { jobId: `voice.${_id}`, ...fetching });
}

/** Queues the writing down of a recording, where there is a server for it. Twice is once. */
export async function queueTranscription(
  { _id }: Pick<Voice, '_id'>,
  { transcribe, queues }: Pick<Runtime, 'transcribe' | 'queues'>,
): Promise<void> {
  if (!transcribe) return;
  const job: TranscribeJob = { voice: _id };
  await queues.get(queueNames.transcribe).add('transcribe', job, { jobId: _id, ...transcribing });
}

/**
 * Queues what the database says is still to be fetched or written down, of before an instant; also what came while no
 * transcription server was set.
 */
export async function queueLeftVoices(runtime: Runtime, before: Date): Promise<void> {
  const left = VoiceModel.find(
    {
      status: 'awaiting',
      receivedAt: datedUpTo(before, runtime.now()),
      lost: { $exists: false },
      removedAt: { $exists: false },
    },
    { media: 1, file: 1 },
  );
  for await (const voice of left.lean().cursor()) {
    if (!voice.file) await queueFetching(voice, runtime.queues);
    else await queueTranscription(voice, runtime);
  }
}
