import { unfundedLines } from '../carry-over.ts';
import type { Step } from '../flow.ts';
import { waitingLines } from '../several.ts';
import type { Talk } from '../talk.ts';
import { twinLines } from '../twins.ts';
import { budgeted, conditions, quota } from './conditions.ts';
import { lights } from './lights.ts';
import { officeData } from './office-data.ts';
import { summary } from './summary.ts';

export type Block = NonNullable<Step['show']>[number];

/** What a step can tell before its question. */
export const blocks: Record<Block, (talk: Talk) => string[]> = {
  conditions: (talk) => [...conditions(talk), ...officeData(talk)],
  budgeted,
  quota,
  summary,
  lights,
  twins: twinLines,
  waiting: waitingLines,
  unfunded: unfundedLines,
};
