import type { RoundId } from '../rounds/round.model.ts';
import { searchable } from '../texts/searched.ts';
import { covers, type Scope } from '../users/scope.ts';
import { isLongAsked } from './age.ts';
import type { AnswerState } from './answer-state.ts';
import type { OrderName } from './orders.ts';
import type { ProposalStatus, ReasonCode } from './reasons.ts';
import type { Row } from './rows.ts';

/** What a list of proposals may be narrowed by, and its order; absent means all. */
export interface ProposalFilter {
  round?: RoundId | undefined;
  status?: ProposalStatus | undefined;
  /** An issue's key, or `unfiled` for those the classifier asks about. */
  issue?: string | undefined;
  /** How far its answer is. */
  answer?: AnswerState | undefined;
  kecamatan?: string | undefined;
  village?: string | undefined;
  /** How sure the classifier is of them. */
  confidence?: Confidence | undefined;
  /** Of the answer that is drafted or sent. */
  reason?: ReasonCode | undefined;
  /** With a photo, or without one. */
  photo?: boolean | undefined;
  /** Only those whose promised day is over without an answer. */
  late?: boolean | undefined;
  /** Only those for which no answer is drafted yet. */
  undecided?: boolean | undefined;
  /** Only those whose proposers have completed them, or cannot, and that are to be decided anew. */
  completed?: boolean | undefined;
  /** Only those asked for in the third year or later, and not answered in this one. */
  longAsked?: boolean | undefined;
  /** Only those of people whom staff have not confirmed, or only those of people whom they have. */
  unconfirmed?: boolean | undefined;
  /** Whose work they are, by e-mail address; `tanpa` for nobody's. */
  assignee?: string | undefined;
  /** Only those that somebody supports. */
  supported?: boolean | undefined;
  /** Words of the problem, the proposal, the place or the code; each must occur. */
  search?: string | undefined;
  order?: OrderName | undefined;
}

/** How sure the classifier is, in three words; from .85 and from .6 on. */
export const confidences = ['high', 'fair', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** @param share 0 to 1 */
export function confidenceWord(share: number): Confidence {
  if (share >= 0.85) return 'high';
  return share >= 0.6 ? 'fair' : 'low';
}

/** The assignee of what is nobody's work yet. */
export const nobody = 'tanpa';

/** By what a list can be narrowed; each is one condition. */
export type Facet = Exclude<keyof ProposalFilter, 'round' | 'order'>;
type Test = (row: Row) => boolean;

/** What counts, for its proposer speaks for the seat on staff's word, and is not taken out. */
const isAlive = (row: Row) => row.status !== 'withdrawn';

/** No answer has reached its proposer. */
export const waitsForAnswer: Test = (row) => isAlive(row) && !row.unconfirmed && row.answer !== 'delivered';

/** Nobody has drafted an answer; who supports another is answered with it, and a stranger's is not to be decided yet. */
export const isUndecided: Test = (row) =>
  isAlive(row) && !row.unconfirmed && row.outcome === null && !row.answeredWithOther;

/** Asked for in the third year or later, and still without an answer. */
export const isStillAsked: Test = (row) => isLongAsked(row.age) && waitsForAnswer(row);

export const isLate =
  (now: Date): Test =>
  (row) =>
    waitsForAnswer(row) && row.answerBy < now.getTime();

/** The classifier has seen it and asks a person. */
const isUnfiled: Test = (row) => row.issue === null && row.status !== 'submitted';

/** The conditions of a filter, by what they narrow. */
export function testsOf(filter: ProposalFilter, now: Date): [Facet, Test][] {
  const { answer, status, issue, kecamatan, village, confidence, reason, photo, late } = filter;
  const { undecided, unconfirmed, assignee, supported, search } = filter;
  const words = searchable(search ?? '')
    .split(' ')
    .filter(Boolean);
  const tests: [Facet, Test | false | undefined | ''][] = [
    ['status', status && ((row) => row.status === status)],
    ['answer', answer && ((row) => row.answer === answer)],
    ['issue', issue && (issue === 'unfiled' ? isUnfiled : (row) => row.issue === issue)],
    ['kecamatan', kecamatan && ((row) => row.kecamatan === kecamatan)],
    ['village', village && ((row) => row.village === village)],
    [
      'confidence',
      confidence && ((row) => row.confidence !== null && confidenceWord(row.confidence) === confidence),
    ],
    ['reason', reason && ((row) => row.reason === reason)],
    ['photo', photo !== undefined && ((row) => row.photos > 0 === photo)],
    ['late', late && isLate(now)],
    ['undecided', undecided && isUndecided],
    ['longAsked', filter.longAsked && isStillAsked],
    ['completed', filter.completed && ((row) => row.completedAt !== null)],
    ['unconfirmed', unconfirmed !== undefined && ((row) => row.unconfirmed === unconfirmed)],
    ['assignee', assignee && ((row) => (row.assignee ?? nobody) === assignee)],
    ['supported', supported && ((row) => row.support > 0)],
    ['search', words.length > 0 && ((row) => words.every((word) => row.said.includes(word)))],
  ];
  return tests.filter((one): one is [Facet, Test] => typeof one[1] === 'function');
}

/** Whether a row lies within the scope. */
export const inScope =
  (scope: Scope): Test =>
  (row) =>
    covers(scope, row);
