import type { Participant } from '../../../people/participant.model.ts';
import type { SharedAnswer } from '../../../threads/read.ts';
import type { Thread } from '../../../threads/thread.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

/** All that the page of one question is made of. */
export interface ThreadProps {
  visit: SignedInVisit;
  lookups: Lookups;
  thread: Thread;
  /** Who asked; null once they are erased. */
  person: Participant | null;
  nameOf(email: string): string;
  /** How an answer stands on its way; a key of `threads.delivery`. */
  stateOf(message: string): string;
  suggestions: SharedAnswer[];
  /** The content of the answer's form. */
  typed: string;
  problems: Readonly<Record<string, string>>;
}
