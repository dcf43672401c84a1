import { Schema } from 'mongoose';

/** The tiers that an accepted proposal goes through, in their order; also its states. */
export const tiers = ['musrenbang-desa', 'musrenbang-kecamatan', 'skpd', 'rkpd', 'apbd', 'realised'] as const;
export type Tier = (typeof tiers)[number];

/** Where a proposal can stand on its way: what the office has accepted, and then the tiers. */
export type StepState = 'accepted' | Tier;

/** What a forum made of a proposal; kept for ever, a later one is added. */
export interface Step {
  /** Of `passed` and `held` the tier of the forum; of `back` the state that holds again. */
  tier: StepState;
  /** `passed`: on the list of that tier. `held`: not on it, the state stays. `back`: put right, an earlier state holds. */
  outcome: 'passed' | 'held' | 'back';
  /** Its place on the list of that tier, from 1. */
  rank?: number;
  /** Its rank does not follow from the criteria; the reason says why. */
  overruled?: true;
  /** "Musrenbang Desa Juai": what the meeting or document was. */
  forum: string;
  /** The day of it, `2027-01-12`. */
  day: string;
  /** Of `held`, `back` and what is overruled always. */
  reason?: string;
  /** Who entered it: e-mail address and role. */
  by: string;
  role: string;
  at: Date;
  /** Code of the supported proposal whose step this is. */
  with?: string;
}

/** Who says what they think of a proposal, side by side; the columns of the list of proposals. */
export const recommenders = ['mitra', 'desa', 'kecamatan', 'skpd', 'tapd'] as const;
export type Recommender = (typeof recommenders)[number];

/** One recommendation; a later one of the same actor stands beside it and overwrites nothing. */
export interface Recommendation {
  actor: Recommender;
  words: string;
  by: string;
  role: string;
  at: Date;
}

/** In characters. */
const longestReason = 500;

export const stepSchema = new Schema<Step>(
  {
    tier: { type: String, enum: ['accepted', ...tiers], required: true },
    outcome: { type: String, enum: ['passed', 'held', 'back'], required: true },
    rank: { type: Number, min: 1 },
    overruled: Boolean,
    forum: { type: String, required: true, maxlength: 120 },
    day: { type: String, required: true, match: /^\d{4}-\d{2}-\d{2}$/ },
    reason: { type: String, maxlength: longestReason },
    by: { type: String, required: true },
    role: { type: String, required: true },
    at: { type: Date, required: true },
    with: String,
  },
  { _id: false },
);

export const recommendationSchema = new Schema<Recommendation>(
  {
    actor: { type: String, enum: recommenders, required: true },
    words: { type: String, required: true, maxlength: longestReason },
    by: { type: String, required: true },
    role: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);
