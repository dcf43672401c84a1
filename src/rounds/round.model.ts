import { model, Schema } from 'mongoose';
import type { Id } from '../storage/id.ts';
import type { Locale } from '../texts/locales.ts';
import type { Audience } from './audience.ts';
import type { DecentHours } from './quiet-hours.ts';

/** The official letter that goes with an invitation; the file lies under the media folder by its hash. */
export interface Letter {
  /** The name people see, "Undangan.pdf". */
  name: string;
  sha256: string;
  bytes: number;
}

/** What an invitation says. Without a text of the round, people get the flow's own first words. */
export interface InvitationMessage {
  /** By language, with fields such as `{nama}`; see `template.ts`. */
  texts: Partial<Record<Locale, string>>;
  /** Where and when people meet, as `{tempat}` and `{waktu}`; empty where nothing was said. */
  place: string;
  time: string;
  letter?: Letter;
}
/** The id of a round: its year, `2026`. */
export type RoundId = Id<'round'>;

/** A yearly round. `year` is when it is held; its proposals are for the RKPD of the year after. */
export interface Round {
  /** Short and readable, `2026`; it is part of conversation and job ids. */
  _id: RoundId;
  year: number;
  /** What staff call it; absent where the year is name enough. */
  name?: string;
  flow: string;
  /** Proposals an RT (or an office without RT) may send. */
  quota: number;
  /** Days within which the first human answer comes. */
  answerDays: number;
  status: 'open' | 'closed';
  openedAt: Date;
  /** First and last day, `2026-12-01`; absent until staff have said them. */
  firstDay?: string;
  lastDay?: string;
  audience?: Audience;
  message?: InvitationMessage;
  /** When people may be written to; null at any hour, absent as the process has it. */
  hours?: DecentHours | null;
  /** Hours after an invitation was sent at which its unfinished are reminded; two at most. */
  reminders?: number[];
  /** Whether an answer is released by somebody else than who drafted it, and for how long it may be recalled then. */
  releasedByOther?: boolean;
  recallMinutes?: number;
  /** Grows with every change; two who change a round at once are told. Absent before the first one. */
  revision?: number;
}

const day = { type: String, match: /^\d{4}-\d{2}-\d{2}$/ };

const schema = new Schema<Round>(
  {
    _id: { type: String, required: true },
    year: { type: Number, required: true },
    name: { type: String, maxlength: 80 },
    flow: { type: String, required: true },
    quota: { type: Number, required: true, min: 1 },
    answerDays: { type: Number, required: true, min: 1 },
    status: { type: String, enum: ['open', 'closed'], required: true },
    openedAt: { type: Date, required: true },
    firstDay: day,
    lastDay: day,
    audience: Schema.Types.Mixed,
    message: Schema.Types.Mixed,
    hours: Schema.Types.Mixed,
    reminders: { type: [Number], default: undefined },
    releasedByOther: Boolean,
    recallMinutes: Number,
    revision: Number,
  },
  { versionKey: false },
);
// One round at a time: whoever writes is writing for the one that is open.
schema.index({ status: 1 }, { unique: true, partialFilterExpression: { status: 'open' } });

export const RoundModel = model('Round', schema, 'rounds');
