/** What happens to a recording and its words. Each change is one guarded write, and doing it twice is doing it once. */

import { createHash } from 'node:crypto';
import type { ParticipantId } from '../people/participant.model.ts';
import { type Voice, type VoiceId, VoiceModel, type VoiceStatus, type Wording } from './voice.model.ts';

/**
 * The id of what somebody said in one voice note: told by both, for a recording that is forwarded has the same file id for
 * everybody. It tells nothing of the person, so it may stand in queues and names of files.
 * @param mediaId the network's file id, without the channel
 */
export const voiceIdOf = (participant: ParticipantId, mediaId: string): VoiceId =>
  createHash('sha256').update(`${participant}\n${mediaId}`).digest('hex').slice(0, 24);

/** A voice note as it is taken for an answer. */
export type Spoken = Pick<Voice, 'participant' | 'media' | 'mime' | 'seconds' | 'question'>;

/** Notes that somebody has answered by voice. @returns the voice as it stands */
export async function noteVoice(id: VoiceId, spoken: Spoken, at: Date): Promise<Voice> {
  return VoiceModel.findOneAndUpdate(
    { _id: id },
    { $setOnInsert: { ...spoken, receivedAt: at, status: 'awaiting', at, earlier: [], revision: 0 } },
    { upsert: true, returnDocument: 'after' },
  )
    .lean()
    .orFail();
}

/** States in which a machine's words may still come. */
const unwritten: readonly VoiceStatus[] = ['awaiting', 'failed'];
/** States in which the speaker has been asked, and may still say something else. */
const askable: readonly VoiceStatus[] = ['transcribed', 'confirmed', 'refused', 'corrected'];

/** What stands for the recording, to be classified and shown; empty where nothing does, or its speaker said it is wrong. */
export function wordsOf({ status, text }: Pick<Voice, 'status' | 'text'>): string {
  return status === 'refused' ? '' : (text ?? '');
}

/** The server's words. @returns the voice as it is now; null where it is gone, or a person was first */
export async function recordHeard(id: VoiceId, heard: string, at: Date): Promise<Voice | null> {
  return VoiceModel.findOneAndUpdate(
    { _id: id, status: { $in: unwritten } },
    { $set: { status: 'transcribed', heard, text: heard, at }, $unset: { why: 1 }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean();
}

/** The server could not, and is not asked again by itself. @param why a key of the locale's `admin.voice.why` */
export async function recordUnheard(id: VoiceId, why: string, at: Date): Promise<void> {
  await VoiceModel.updateOne(
    { _id: id, status: { $in: unwritten } },
    { $set: { status: 'failed', why, at } },
  );
}

/** What a speaker says of what was heard: it is right, it is wrong, or how it is right. */
export type Verdict = { kind: 'right' } | { kind: 'wrong' } | { kind: 'corrected'; text: string };

const saidBy = { right: 'confirmed', wrong: 'refused', corrected: 'corrected' } as const;

/** @returns the voice as it is now; null where somebody of the office has written it down, or it is gone */
export async function recordVerdict(voice: Voice, verdict: Verdict, at: Date): Promise<Voice | null> {
  const text = verdict.kind === 'corrected' ? verdict.text : voice.heard;
  return VoiceModel.findOneAndUpdate(
    { _id: voice._id, status: { $in: askable } },
    { $set: { status: saidBy[verdict.kind], text, at }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean();
}

/** The voice that somebody was told last what was heard in; null where there is none. */
export async function lastTold(participant: ParticipantId): Promise<Voice | null> {
  return VoiceModel.findOne({ participant, toldAt: { $exists: true } })
    .sort({ toldAt: -1 })
    .lean();
}

/** One of somebody's own. */
export async function voiceOf(participant: ParticipantId, id: VoiceId): Promise<Voice | null> {
  return VoiceModel.findOne({ _id: id, participant }).lean();
}

/** Somebody of the office writes down what is said. @returns null where the words have changed since they were shown */
export async function typeWords(
  voice: Voice,
  revision: number,
  { text, by }: { text: string; by: string },
  at: Date,
): Promise<Voice | null> {
  const before: Wording = wordingOf(voice);
  return VoiceModel.findOneAndUpdate(
    { _id: voice._id, revision },
    { $set: { status: 'typed', text, by, at }, $push: { earlier: before }, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean();
}

/** Takes back what the office typed last: what stood before stands again. @returns null as {@link typeWords}, or where nothing was typed */
export async function takeBackWords(voice: Voice, revision: number): Promise<Voice | null> {
  const before = voice.earlier.at(-1);
  if (!before) return null;
  const { status, text, by, at } = before;
  return VoiceModel.findOneAndUpdate(
    { _id: voice._id, revision },
    {
      $set: { status, at, ...(text === undefined ? {} : { text }), ...(by === undefined ? {} : { by }) },
      $unset: { ...(text === undefined ? { text: 1 } : {}), ...(by === undefined ? { by: 1 } : {}) },
      $pop: { earlier: 1 },
      $inc: { revision: 1 },
    },
    { returnDocument: 'after' },
  ).lean();
}

function wordingOf({ status, text, by, at }: Voice): Wording {
  return { status, at, ...(text === undefined ? {} : { text }), ...(by === undefined ? {} : { by }) };
}

/** Those of these that are there, by id. */
export async function readVoices(ids: readonly VoiceId[]): Promise<ReadonlyMap<VoiceId, Voice>> {
  if (ids.length === 0) return new Map();
  const found = await VoiceModel.find({ _id: { $in: [...ids] } }).lean();
  return new Map(found.map((voice) => [voice._id, voice]));
}
