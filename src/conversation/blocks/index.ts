import type { Step } from '../flow.ts';
import type { Talk } from '../talk.ts';
import { budgeted, conditions, quota } from './conditions.ts';
import { lights } from './lights.ts';
import { summary } from './summary.ts';

/** What a step can tell before its question. */
export const blocks: Record<NonNullable<Step['show']>[number], (talk: Talk) => string[]> = {
  conditions,
  budgeted,
  quota,
  summary,
  lights,
};
