import { model, Schema } from 'mongoose';
import type { Finding } from '../people/import/finding.ts';
import type { Tier } from '../proposals/step.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import type { NewRecommendation } from './recommend.ts';
import type { Result } from './results.ts';

/** What somebody brings of a forum, by list or by file: looked at as a whole before it is confirmed. */
export interface Entry {
  _id: string;
  /** E-mail address of who brought it, and alone may see it. */
  by: string;
  at: Date;
  round: RoundId;
  forum: string;
  day: string;
  /** Which list it was entered by. */
  area?: { kecamatan?: string | undefined; village?: string | undefined };
  /** Name of the file; absent where it was entered by list. */
  file?: string;
  results: (Result & { tier: Tier })[];
  recommendations: NewRecommendation[];
  /** What is wrong with rows of the file. */
  findings: Finding[];
  /** Set once it was confirmed, with how much was written. */
  done?: { steps: number; recommendations: number };
}

const schema = new Schema<Entry>(
  {
    _id: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    round: { type: String, required: true },
    forum: { type: String, required: true },
    day: { type: String, required: true },
    area: Schema.Types.Mixed,
    file: { type: String, maxlength: 120 },
    results: { type: Schema.Types.Mixed, required: true },
    recommendations: { type: Schema.Types.Mixed, required: true },
    findings: { type: Schema.Types.Mixed, required: true },
    done: Schema.Types.Mixed,
  } as never,
  { versionKey: false },
);
// What nobody has confirmed by then is forgotten; what was confirmed stands with the proposals.
schema.index({ at: 1 }, { expireAfterSeconds: 24 * 3600 });

export const EntryModel = model<Entry>('TierEntry', schema, 'tier-entries');
