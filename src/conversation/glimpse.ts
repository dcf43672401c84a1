import type { Reopenable } from './reopenable.ts';

/** What a forum made of a proposal, as people are told it. */
export interface StepGlimpse {
  /** The state of the tier, as of `proposal.status`. */
  tier: string;
  outcome: 'passed' | 'held' | 'back';
  /** 0 where it has none. */
  rank: number;
  forum: string;
  /** `2027-01-12`. */
  day: string;
  /** Empty where none was given. */
  reason: string;
}

/** A proposal as those see it who may: its state, and its answer once it has arrived. */
export interface ProposalGlimpse {
  code: string;
  title: string;
  /** Key of the state, shown through `proposal.status.<key>` of the locale. */
  status: string;
  /** The released answer, if there is one; `reason` is empty for an accepted proposal. */
  answer: {
    reason: string;
    sentence: string;
    office: string;
    date: string;
    /** Code of the supported proposal that it was given with. */
    with?: string;
    /** Code of the proposal that it is joined with, whom it was handed on to, or what is lacking. */
    merged?: string;
    forwarded?: string;
    lacks?: Reopenable;
  } | null;
  /** Why staff have taken it out; empty for those whom the reason is not for. */
  withdrawn?: string;
  /** Code of the proposal that this one supports, and how many support this one. */
  supports?: string;
  supporters?: number;
  /** What followed the answer, oldest first; absent where nothing has. */
  steps?: StepGlimpse[];
  /** Day by which the first human answer comes, ISO date. */
  answerBy: string;
  /** Set where the reader is told the state and these days only; `title` is empty then, and `answer` null. */
  bare?: { sentOn: string; answeredOn?: string };
}
