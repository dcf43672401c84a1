import { z } from 'zod';
import { type Recommender, recommenders, type Tier, tiers } from '../../../proposals/step.model.ts';
import { type Criterion, criteria, type Weights } from '../../../tiers/criteria.ts';
import type { Entry } from '../../../tiers/entry.model.ts';
import { id, optional, plain, tick } from '../../shell/inputs.ts';

/** So many proposals stand on one page of a list; a form takes no more fields. */
export const mostRows = 150;

const longestForum = 120;
const longestReason = 500;

/** Which list is looked at; what does not fit counts as absent. */
export const listQuery = z.object({
  tahap: z.enum(tiers).catch('musrenbang-desa'),
  kecamatan: optional(id),
  desa: optional(id),
  /** An entry that is to be put right. */
  entri: optional(id),
});
export type ListQuery = z.infer<typeof listQuery>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a meeting was, as it is typed; `problems` are keys of `tiers.problem` by field. */
export interface MeetingForm {
  forum: string;
  day: string;
  problems: Readonly<Record<string, string>>;
}

/** Reads what a meeting was. @param today no forum is of a later day */
export function readMeeting(body: unknown, today: string): MeetingForm {
  const typed = z
    .object({ forum: plain(longestForum).catch(''), day: z.string().max(20).catch('') })
    .catch({ forum: '', day: '' })
    .parse(body ?? {});
  const problems: Record<string, string> = {};
  if (!typed.forum) problems.forum = 'forum-missing';
  if (!day.safeParse(typed.day).success || Number.isNaN(Date.parse(typed.day))) problems.day = 'day-missing';
  else if (typed.day > today) problems.day = 'day-later';
  return { ...typed, problems };
}

const rowForm = z.object({
  proposal: tick,
  passed: z.literal('ya').optional(),
  rank: z.string().trim().max(254),
  reason: plain(longestReason),
  /** Whether it was on the list when the page was made. */
  was: z.literal('ya').optional(),
});

const wholeRank = z.coerce.number().int().min(1).max(9_999);

/** A row as it was typed. */
export type TypedResult = Entry['results'][number] & {
  /** What stands for its rank and is none. */
  unfitRank?: string;
};

/**
 * The rows of a list: ticked ones have passed, those with a reason have not, and one that was on the list and is ticked no
 * more is to leave it. All others are not spoken of. Null where the form is none of ours.
 */
export function readRows(body: Record<string, unknown>, tier: Tier): TypedResult[] | null {
  const results: TypedResult[] = [];
  for (let index = 0; index < mostRows && body[`proposal-${index}`] !== undefined; index += 1) {
    const field = (name: string) => body[`${name}-${index}`];
    const read = rowForm.safeParse({
      proposal: field('proposal'),
      passed: field('passed'),
      rank: field('rank') ?? '',
      reason: field('reason') ?? '',
      was: field('was'),
    });
    if (!read.success) return null;
    const { proposal, passed, rank, reason, was } = read.data;
    if (!passed && !reason && !was) continue;
    results.push({ ...proposal, tier, passed: passed === 'ya', reason, ...(passed ? readRank(rank) : {}) });
  }
  return results;
}

function readRank(typed: string): Pick<TypedResult, 'rank' | 'unfitRank'> {
  if (!typed) return {};
  const { data: rank } = wholeRank.safeParse(typed);
  return rank === undefined ? { unfitRank: typed } : { rank };
}

/** The yes to what an entry would do. */
export const confirmForm = z.object({
  leaveOut: z.literal('ya').optional(),
  goBack: z.literal('ya').optional(),
});

/** The tier a file is of; none where its states name theirs. */
export const fileTier = z.enum(tiers).optional().catch(undefined);

const weight = z.coerce.number().int().min(0).max(100);

/** The weights of a tier, or null where one is no whole number from 0 to 100, or all are nothing. */
export function readWeightsForm(body: Record<string, unknown>): Weights | null {
  const read = criteria.map((criterion) => [criterion, weight.safeParse(body[criterion] || 'x')] as const);
  const entries = read.flatMap(([criterion, { data }]) =>
    data === undefined ? [] : [[criterion, data] as const],
  );
  const weights = Object.fromEntries(entries) as Record<Criterion, number>;
  return entries.length === criteria.length && entries.some(([, value]) => value > 0) ? weights : null;
}

/** What was typed for each, as it was, to be shown again. */
export const typedWeights = (body: Record<string, unknown>): Record<Criterion, string> =>
  Object.fromEntries(
    criteria.map((criterion) => [criterion, String(body[criterion] ?? '').slice(0, 20)]),
  ) as Record<Criterion, string>;

export const weightsTier = z.enum(['musrenbang-desa', 'musrenbang-kecamatan']);

export const recommendationForm = z.object({
  actor: z.enum(recommenders as unknown as [Recommender, ...Recommender[]]),
  words: plain(longestReason).pipe(z.string().min(1)),
});
