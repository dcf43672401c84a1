import type { Content } from '../channels/channel.ts';
import type { Habit, Manner } from './habits.ts';
import type { DemoProposal, Topic } from './proposals.ts';

/** How somebody behaves and what he wants to say. */
export interface Persona {
  habit: Habit;
  manner: Manner;
  /** What he means to propose, in this order. */
  proposals: DemoProposal[];
  seed: number;
  /** Set for a stranger: what he says of himself when he is asked. */
  introduces?: { name: string; kecamatan: string; village: string; office: string; rt: string };
}

/** Something a person sends. `twice`: the network delivers it twice under one id. */
export interface Utterance {
  content: Content;
  twice?: true;
}

/** His answers by topic, word for word as he sent them; a location as "lat, lon", a photo as "photo". */
export type Words = Partial<Record<Topic, string>>;

/** What a person remembers of the talk. Plain data. */
export interface Memory {
  /** Messages he sent that nothing has answered yet. */
  owed: number;
  /** Text of the message he reacted to last, to know a repetition by. */
  reactedTo: string;
  /** The very same message came again though he had answered it; a network's or a crash's doing. */
  repeated: number;
  /** The question he was asked last, 1 to 9; null before and after. */
  question: number | null;
  /** Times in a row that an answer of his was not understood. */
  misread: number;
  /** What he was asked again though he had answered it and had not gone back. */
  askedAgain: Topic[];
  /** How far he has gone in his habit. */
  wandered: number;
  /** His answers to the proposal being written. */
  words: Words;
  /** The answers of the proposals he sent off, oldest first. */
  sent: Words[];
  /** Codes of the receipts he got. */
  codes: string[];
  /** He has said all he wanted. */
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
  wandered: 0,
  words: {},
  sent: [],
  codes: [],
  done: false,
};

/** What he says to a message that asks, and what changes in his memory. */
export interface Reaction {
  memory: Partial<Memory>;
  says: Utterance[];
}
