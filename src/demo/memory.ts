import type { Content } from '../channels/channel.ts';
import type { Habit, Manner } from './habits.ts';
import type { DemoProposal, Topic } from './proposals.ts';

/** How somebody behaves and what they want to say. */
export interface Persona {
  habit: Habit;
  manner: Manner;
  /** What they mean to propose, in this order. */
  proposals: DemoProposal[];
  seed: number;
  /** Set for a stranger: what they say of themselves when they are asked. */
  introduces?: { name: string; kecamatan: string; village: string; office: string; rt: string };
}

/** Something a person sends. `twice`: the network delivers it twice under one id. */
export interface Utterance {
  content: Content;
  twice?: true;
}

/** Their answers by topic, word for word as they sent them; a location as "lat, lon", a photo as "photo". */
export type Words = Partial<Record<Topic, string>>;

/** What a person remembers of the talk. Plain data. */
export interface Memory {
  /** Messages they sent that nothing has answered yet. */
  owed: number;
  /** Text of the message they reacted to last, to know a repetition by. */
  reactedTo: string;
  /** The very same message came again though they had answered it; a network's or a crash's doing. */
  repeated: number;
  /** The question they were asked last, 1 to 9; null before and after. */
  question: number | null;
  /** Times in a row that an answer of theirs was not understood. */
  misread: number;
  /** What they were asked again though they had answered it and had not gone back. */
  askedAgain: Topic[];
  /** What they had said to a question before it was asked again: either may stand, where both mean the same. */
  restated: string[];
  /** How far they have gone in their habit. */
  wandered: number;
  /** Their answers to the proposal being written. */
  words: Words;
  /** The answers of the proposals they sent off, oldest first. */
  sent: Words[];
  /** Codes of the receipts they got. */
  codes: string[];
  /** They have said all they wanted. */
  done: boolean;
}

/** Somebody to whom nobody has written yet. */
export const blank: Memory = {
  owed: 0,
  reactedTo: '',
  repeated: 0,
  question: null,
  misread: 0,
  askedAgain: [],
  restated: [],
  wandered: 0,
  words: {},
  sent: [],
  codes: [],
  done: false,
};

/** What they say to a message that asks, and what changes in their memory. */
export interface Reaction {
  memory: Partial<Memory>;
  says: Utterance[];
}
