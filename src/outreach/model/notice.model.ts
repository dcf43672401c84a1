import { model, Schema } from 'mongoose';
import type { Address } from '../../channels/address.ts';
import { type ChannelName, channelNames } from '../../channels/channel.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import type { ProposalId } from '../../proposals/proposal.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type OnItsWay, onItsWay } from './on-its-way.ts';

/** See delivery-state.ts; `dropped`: given up, by a person or because it is too old. */
export const noticeStatuses = ['queued', 'taken', 'sending', 'sent', 'failed', 'unknown', 'dropped'] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];

/** Something that followed and that its person is to be told: a step of their proposal, an answer to a question. */
export interface NewNotice {
  /** Made from its cause, so that the same cause twice is one notice: `step:<proposal>:<step>:<participant>`. */
  _id: string;
  participant: ParticipantId;
  round: RoundId;
  /** A key below `notices` of the locales, with what it names. Rendered when it is sent, in the participant's language. */
  key: string;
  /** A day is its instant in ms, for `{day, date, long}`. Never a name, nor words that somebody wrote. */
  args: Record<string, string | number>;
  /** The proposal that it is about: the text may name its `{code}` and `{title}`, which are read when it is sent. */
  proposal?: ProposalId;
  /** Free words of the office in their own paragraph below (an answer to a question), if any. */
  words?: string;
  /** A PDF that goes with it: the name that people see, and the path below `DATA_DIR`. */
  file?: { name: string; path: string };
}

/** A notice on its way. Channel and address are decided when its turn is near. */
export interface Notice extends NewNotice, OnItsWay {
  channel?: ChannelName;
  address?: Address;
  status: NoticeStatus;
}

const schema = new Schema<Notice>(
  {
    _id: { type: String, required: true },
    participant: { type: String, required: true },
    round: { type: String, required: true },
    key: { type: String, required: true },
    args: { type: Schema.Types.Mixed, default: {} },
    proposal: String,
    words: String,
    file: { type: new Schema({ name: String, path: String }, { _id: false }), required: false },
    channel: { type: String, enum: channelNames },
    address: String,
    status: { type: String, enum: noticeStatuses, required: true },
    ...onItsWay,
  },
  { versionKey: false, minimize: false },
);
// What a channel is to send, and what has no way yet.
schema.index({ status: 1, channel: 1, queuedAt: 1 });
schema.index({ channel: 1, sentAt: 1 });
schema.index({ participant: 1 });

export const NoticeModel = model('Notice', schema, 'notices');
