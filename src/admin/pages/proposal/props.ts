import type { LetterAbout } from '../../../letters/read.ts';
import type { Participant } from '../../../people/participant.model.ts';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import type { Standing } from '../../../proposals/list.ts';
import type { Change, Proposal } from '../../../proposals/proposal.model.ts';
import type { User } from '../../../users/user.model.ts';
import type { Voice, VoiceId } from '../../../voices/voice.model.ts';
import type { Work } from '../../../works/work.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { LastDecision } from '../../shell/session.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { Signs } from './checklist.tsx';
import type { DecisionDraft } from './decision-props.ts';
import type { TranscriptDraft } from './voice.tsx';

/** Everything the page of one proposal shows. */
export interface ProposalProps {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
  proposer: Participant | null;
  /** Names of the office's users, by their e-mail address. */
  people: ReadonlyMap<string, string>;
  filter: ProposalFilter;
  standing: Standing;
  users: readonly User[];
  /** E-mail addresses of those who have it open too. */
  others: readonly string[];
  /** What this person decided last. */
  last: LastDecision | null;
  /** What of its village is budgeted or built and fulfils it, or reads like it. */
  works: Work[];
  /** Of earlier rounds, which this one sends again; the newest first. */
  forerunners: Proposal[];
  /** The letter that it went to another office with; null while there is none. */
  handedOn: LetterAbout | null;
  /** They support this one, in the order they joined. */
  supporters: Proposal[];
  /** What speaks for each of the five refusals. */
  signs: Signs;
  draft: DecisionDraft;
  /** What was typed into a form that was refused; null otherwise. */
  typed: DecisionDraft | null;
  problems: Readonly<Record<string, string>>;
  /** What stands in the form was typed before, and not saved. */
  restored: boolean;
  /** Recordings among the answers, by id. */
  voices: ReadonlyMap<VoiceId, Voice>;
  /** What was typed of a recording, and not taken; null otherwise. */
  transcript: TranscriptDraft | null;
  /** Until when what is released waits for the hours in which people are written to. */
  sendsFrom: Date | null;
  /** True when somebody else changed it while this person was writing. */
  stale: boolean;
  /** What they changed. */
  missed: readonly Change[];
}
