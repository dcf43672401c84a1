import { model, Schema } from 'mongoose';
import type { ParticipantId } from '../people/participant.model.ts';
import type { Id } from '../storage/id.ts';

/** The id of a voice; see `voiceIdOf`. */
export type VoiceId = Id<'voice'>;

/**
 * How far the words of a recording are. `awaiting`: nobody has written them down; `failed`: the transcription server could
 * not; `transcribed`: it did, and the speaker has not said whether that is right; `confirmed`, `refused`, `corrected`: they
 * have; `typed`: somebody of the office wrote them down, and nothing of a machine comes after that.
 */
export const voiceStatuses = [
  'awaiting',
  'failed',
  'transcribed',
  'confirmed',
  'refused',
  'corrected',
  'typed',
] as const;
export type VoiceStatus = (typeof voiceStatuses)[number];

/** The words of a recording at one time, and whose they are. */
export interface Wording {
  status: VoiceStatus;
  /** What stands for the recording; absent where nothing does. */
  text?: string;
  /** Who of the office typed it, by e-mail. */
  by?: string;
  at: Date;
}

/** A voice note that is an answer: the recording itself, and what was heard in it. */
export interface Voice extends Wording {
  _id: VoiceId;
  participant: ParticipantId;
  /** The network's file id, `telegram:AwAC…`; fetched once into `file`. */
  media: string;
  mime: string;
  /** Its length as the network tells it. */
  seconds: number;
  /** The role of the question it answers, else its step's name. */
  question: string;
  receivedAt: Date;
  /** The proposal that it is part of, once that is sent. */
  proposal?: string;
  /** Name under `DATA_DIR/media`, once fetched. */
  file?: string;
  /** Why it could not be kept: a key of the locales' `conversation.voice-refused`. */
  lost?: string;
  /** What the server heard; stays beside what others say. */
  heard?: string;
  /** Why the server could not: a key of the locale's `admin.voice.why`. */
  why?: string;
  /** When the speaker was told what was heard. */
  toldAt?: Date;
  /** The recording was removed because its time was over; its words stay. */
  removedAt?: Date;
  /** Wordings before those of the office, oldest first, so that what was typed can be taken back. */
  earlier: Wording[];
  /** Grows with every change of the words. */
  revision: number;
}

const wording = { status: String, text: String, by: String, at: Date } as const;

const schema = new Schema<Voice>(
  {
    _id: { type: String, required: true },
    participant: { type: String, required: true },
    media: { type: String, required: true },
    mime: { type: String, default: '' },
    seconds: { type: Number, required: true },
    question: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    proposal: String,
    file: String,
    lost: String,
    ...wording,
    status: { type: String, enum: voiceStatuses, required: true },
    heard: String,
    why: String,
    toldAt: Date,
    removedAt: Date,
    earlier: { type: [{ _id: false, ...wording }], default: [] },
    revision: { type: Number, default: 0 },
  },
  { versionKey: false },
);
schema.index({ participant: 1, toldAt: -1 });
// What is still to be fetched or written down, and what is too old.
schema.index({ status: 1, receivedAt: 1 });

export const VoiceModel = model('Voice', schema, 'voices');
