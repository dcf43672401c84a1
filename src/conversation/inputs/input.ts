import type { Choice } from '../../channels/channel.ts';
import type { Bounds } from '../coordinates.ts';
import type { Step } from '../flow.ts';
import type { AnswerValue, Input, Sofar } from '../types.ts';

/** What a question's kind needs to know to read an answer. */
interface Asked {
  step: Step;
  choices: Choice[];
  /** The choice that the message makes; absent or null where it makes none. */
  chosen?: string | null | undefined;
  /** The numbers that there are; absent or empty where nobody knows. */
  known?: Choice[] | undefined;
  /** What was read of this question so far: photos sent, a number whose unit is missing. */
  sofar: Sofar | undefined;
  /** Where the district lies; absent where nobody knows. */
  district?: Bounds | undefined;
}

/**
 * What came of reading: an answer; a part of one, of which more is to come (photos, a missing unit); or a
 * miss, whose reason may have a text of its own (`conversation.miss.<reason>`).
 */
export type Reading =
  | { kind: 'answer'; value: AnswerValue; words: string }
  | { kind: 'partly'; value: AnswerValue }
  | { kind: 'miss'; reason: string };

/** Reads one message as an answer to a question of its kind. Never throws, whatever was sent. */
export type Reader = (input: Input, asked: Asked) => Reading;

export const miss = (reason: string): Reading => ({ kind: 'miss', reason });

/** Longest answer in words that is kept. */
const longestWords = 4_000;
export const words = (text: string): string => text.slice(0, longestWords);
