import type { NamedStatus } from '../../../channels/board.ts';
import type { Calls } from '../../../figures/calls.ts';
import type { Tally } from '../../../figures/tally.ts';
import type { Way } from '../../../figures/way.ts';
import type { Trend } from '../../../issues/trend.ts';
import type { Round } from '../../../rounds/round.model.ts';
import type { Lookups } from '../../shell/lookups.ts';

/** Where most people stand still, in words that the flow itself has. */
export interface Stop {
  /** Of the question; null for a step that is none. */
  number: number | null;
  name: string;
  people: number;
}

/** All that Beranda shows of a round, within the visitor's scope. */
export interface HomeFigures {
  round: Round;
  lookups: Lookups;
  tally: Tally;
  calls: Calls;
  way: Way;
  stop: Stop | null;
  /** Each issue with its indicator; null where nothing is confirmed. */
  trends: ReadonlyMap<string, Trend | null>;
  channels: NamedStatus[];
  /** Letters to other offices whose answer is overdue. */
  overdueLetters: number;
  /** Of the facts they were counted from; see `RoundFacts`. */
  version: number;
}

/** What an empty service still needs. */
export interface SetUp {
  round: Round | null;
  people: number;
  readyChannels: number;
  /** Issues of which a value is confirmed, of all. */
  indicators: { confirmed: number; all: number };
}

/** Whether staff must see to a channel: its network or its phone is not there. */
export const isCutOff = ({ state }: NamedStatus) =>
  state !== 'ready' && state !== 'standby' && state !== 'starting';
