import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from 'bullmq';
import { UnrecoverableError } from 'bullmq';
import { shorten } from '../../conversation/words.ts';
import { soundTypeOf } from '../../media/sounds.ts';
import { StoppingError } from '../../storage/when-there.ts';
import { type Transcribe, TranscriptionError } from '../../voices/transcriber.ts';
import { type Voice, VoiceModel } from '../../voices/voice.model.ts';
import { recordHeard, recordUnheard } from '../../voices/voices.ts';
import type { TranscribeJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import { classifyAnew } from './classify-anew.ts';
import { tellSpeaker } from './tell-speaker.ts';

/** After so long nobody remembers their words well enough to be asked; the office listens instead. */
const askedWithinMs = 24 * 60 * 60 * 1000;
/** So much of it is shown to its speaker, in characters. */
const longestShown = 1_000;

/**
 * Has one recording written down, files the words, and asks its speaker whether they are right. What the speaker or the
 * office has said by then stands. A try that fails leaves the talk as it is; the last one says why on the proposal's page.
 */
export async function transcribeVoice(
  job: Job<TranscribeJob>,
  transcribe: Transcribe,
  runtime: Runtime,
): Promise<void> {
  const voice = await VoiceModel.findById(job.data.voice).lean();
  if (!voice?.file) return;
  const heard = voice.heard ?? (await hear(job, voice, voice.file, transcribe, runtime));
  if (heard === null) return;
  const now =
    (await recordHeard(voice._id, heard, runtime.now())) ?? (await VoiceModel.findById(voice._id).lean());
  if (!now) return;
  await classifyAnew(now, runtime);
  await askSpeaker(now, runtime);
}

/** @returns the words; null where there are none in it, and nothing more is to be done */
async function hear(
  job: Job<TranscribeJob>,
  { _id }: Voice,
  file: string,
  transcribe: Transcribe,
  { mediaDir, now, stopping }: Runtime,
): Promise<string | null> {
  try {
    const bytes = await readFile(join(mediaDir, file));
    return await transcribe({ bytes, name: file, mime: soundTypeOf(file) }, stopping);
  } catch (error) {
    if (stopping.aborted) throw new StoppingError();
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (!(error instanceof TranscriptionError)) {
      if (isLast) await recordUnheard(_id, 'unread', now());
      throw error;
    }
    if (!error.passes || isLast) await recordUnheard(_id, error.fault, now());
    if (error.fault === 'silent') return null;
    if (!error.passes) throw new UnrecoverableError(error.message);
    throw error;
  }
}

/** Shows its speaker what was heard, once, with a yes and a no beside the question that waits. Safe to repeat. */
async function askSpeaker(voice: Voice, runtime: Runtime): Promise<void> {
  const { _id, status, receivedAt, heard = '' } = voice;
  const at = runtime.now();
  if (status !== 'transcribed' || at.getTime() - receivedAt.getTime() > askedWithinMs) return;
  // Noted first: who answers at once is to be found.
  await VoiceModel.updateOne({ _id }, { $set: { toldAt: at } });
  const told = await tellSpeaker(
    voice,
    {
      id: `heard.${_id}`,
      key: 'conversation.heard.ask',
      params: { text: shorten(heard, longestShown) },
      choices: (locale) =>
        (['right', 'wrong'] as const).map((value) => ({
          value: `${value}:${_id}`,
          label: runtime.texts.t(locale, `conversation.heard.${value}`),
        })),
    },
    runtime,
  );
  if (!told) await VoiceModel.updateOne({ _id }, { $unset: { toldAt: 1 } });
}
