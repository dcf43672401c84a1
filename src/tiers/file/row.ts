import type { Finding } from '../../people/import/finding.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import type { Tier } from '../../proposals/step.model.ts';
import type { Region } from '../../regions/region.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Entry } from '../entry.model.ts';
import type { NewRecommendation } from '../recommend.ts';
import type { Column } from './columns.ts';
import type { StateWord } from './state-words.ts';

/** In what surroundings a list is read. */
export interface FileSettings {
  round: RoundId;
  /** The tier whose forum it tells of, for words such as "disetujui"; null: its states name their tiers. */
  tier: Tier | null;
  regions: readonly Region[];
  /** The district as documents have it. */
  district: string;
  texts: Texts;
}

/** One row, with what it is read by. */
export interface RowInFile {
  line: number;
  cell(column: Column): string;
  /** The proposal that it names. */
  proposal: Proposal;
  readState(cell: string): StateWord;
  note(column: Column, reason: string, about?: Partial<Finding>): void;
}

/** What a row says beyond what stands already. */
export interface RowSays {
  result?: Entry['results'][number];
  recommendations: NewRecommendation[];
}
