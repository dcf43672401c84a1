/** What one row of a list that came back says of its proposal. */

import { limits } from '../../people/import/rows.ts';
import type { Actor } from '../../proposals/review.ts';
import type { Recommender, Tier } from '../../proposals/step.model.ts';
import { officeNote, placeOnWay, recommendationsBy } from '../../proposals/steps.ts';
import { rankNow } from '../becoming.ts';
import type { Entry } from '../entry.model.ts';
import { mayRecommend, type NewRecommendation } from '../recommend.ts';
import type { Column } from './columns.ts';
import type { FileSettings, RowInFile, RowSays } from './row.ts';
import { readYesOrNo } from './state-words.ts';

/** Reads one row; what cannot be read is noted, and the row then says nothing. Null where it is broken. */
export function readRow(row: RowInFile, settings: FileSettings, actor: Actor): RowSays | null {
  const recommendations = recommendationsOf(row, actor);
  const result = resultOf(row, settings);
  if (result === 'broken') return null;
  return result ? { result, recommendations } : { recommendations };
}

const recommenderColumns: [Column, Recommender][] = [
  ['mitra', 'mitra'],
  ['desa', 'desa'],
  ['kecamatan-recommends', 'kecamatan'],
  ['skpd', 'skpd'],
  ['tapd', 'tapd'],
];

/** A cell holds so much of a text, and the reader trims it. */
const asInCell = (words: string) => words.slice(0, limits.cell).trim();

function recommendationsOf({ cell, proposal, note }: RowInFile, actor: Actor): NewRecommendation[] {
  const before = recommendationsBy(proposal);
  return recommenderColumns.flatMap(([column, from]) => {
    const words = cell(column);
    if (!words || words === asInCell(before.get(from)?.at(-1)?.words ?? '')) return [];
    if (mayRecommend(actor, from)) return [{ id: proposal._id, actor: from, words }];
    note(column, 'recommends-district', { broken: false });
    return [];
  });
}

/** What the forum said of it; null where that is nothing new. */
function resultOf(row: RowInFile, settings: FileSettings): Entry['results'][number] | 'broken' | null {
  const { proposal, cell, note } = row;
  const rank = readRank(cell('rank'));
  if (rank === null) {
    note('rank', 'rank-unfit');
    return 'broken';
  }
  const said = whatWasSaid(row, settings);
  if (said === 'broken') return said;
  const status = placeOnWay(proposal.status) ? (proposal.status as Tier) : null;
  // A rank alone is one on the list that it stands on.
  const moved = status !== null && rank !== undefined && rank !== rankNow(proposal, status);
  const { tier, passed } = said ?? (moved ? { tier: status, passed: true } : { tier: null, passed: true });
  if (!tier) return null;
  const typed = cell('reason');
  const reason = typed === asInCell(officeNote(proposal)) ? '' : typed;
  return { id: proposal._id, tier, passed, reason, ...(passed && rank !== undefined ? { rank } : {}) };
}

/** The tier that the row speaks of, and whether it was passed. */
function whatWasSaid(
  { proposal, cell, readState, note }: RowInFile,
  { tier: chosen }: FileSettings,
): { tier: Tier; passed: boolean } | 'broken' | null {
  const ofForum = (passed: boolean, column: Column) => {
    if (chosen) return { tier: chosen, passed };
    note(column, 'state-needs-tier');
    return 'broken' as const;
  };
  const result = cell('result');
  if (result) {
    const passed = readYesOrNo(result);
    if (passed !== null) return ofForum(passed, 'result');
  }
  const [typed, column]: [string, Column] = result ? [result, 'result'] : [cell('state'), 'state'];
  if (!typed) return null;
  const word = readState(typed);
  if (word.kind === 'unknown') {
    note(column, 'state-unknown', { suggestion: word.suggestion });
    return 'broken';
  }
  if (word.kind === 'said') return ofForum(word.passed, column);
  if (word.status === proposal.status) return null;
  const place = placeOnWay(word.status);
  if (place) return { tier: word.status as Tier, passed: true };
  // "Disepakati" of one that is further: it goes back to before the first tier.
  if (place === 0) return { tier: 'musrenbang-desa', passed: false };
  if (word.status === 'rejected') return ofForum(false, column);
  note(column, 'state-of-office');
  return 'broken';
}

/** Undefined where none was given, null for what is no rank. */
function readRank(cell: string): number | null | undefined {
  if (!cell) return undefined;
  return /^\d{1,4}$/.test(cell) && Number(cell) > 0 ? Number(cell) : null;
}
