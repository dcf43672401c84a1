import type { State } from './types.ts';

/** What a talk waits for an answer to. */
export interface Question {
  /** Which proposal of the conversation. */
  proposal: number;
  /** Null where nothing is asked any more. */
  step: string | null;
  /** A side question that stands before the step's own (a menu, the offer to split a text), or which of several it is about. */
  side: string | null;
}

/** The question that stands at the end of a talk's last turn. */
export function questionOf(state: State): Question {
  const { proposal, step, menu, sofar, reopened, unfunded } = state;
  const open = menu ? undefined : reopened?.find(({ when }) => when === 'now');
  const [earlier] = unfunded ?? [];
  const about = earlier ? `unfunded:${earlier.code}` : null;
  const side = open ? `reopened:${open.code}` : sofar?.kind === 'several' ? 'several' : about;
  return { proposal, step, side: menu ?? side };
}

export function isSameQuestion(one: Question, other: Question): boolean {
  return one.proposal === other.proposal && one.step === other.step && one.side === other.side;
}

/** The question that somebody had before their eyes when they wrote something, where it is not the one that waits now. */
export interface Seen {
  /** Null where it is no longer known; it was the one before the one that waits. */
  question: Question | null;
  /**
   * Those that it may have been instead, the newest first; absent where it is certain. A first sending had an unknown end, so that
   * question may have stood there when they wrote, or still the one before it.
   */
  orBefore?: Question[];
  /** False where the waiting question may have been seen: its first sending had an unknown end. */
  sure: boolean;
  /** Written after the waiting question was sent all the same: it replies to the older one. */
  newer: boolean;
  /**
   * The waiting question stands above what they wrote, perhaps, and surely below it: it was sent again for the unknown end of
   * its first sending, and not asked anew since.
   */
  resent?: boolean;
}
