/**
 * What lists, filters and figures need of each proposal, held in memory for every round that somebody looks at: a page then
 * costs one small read of what has changed, however large the round is. Some 700 bytes each: 70 MB for 100,000 proposals,
 * 2 MB for a round of the size a district has.
 */
import type { RoundId } from '../rounds/round.model.ts';

import { type Ledger, openLedger } from '../storage/ledger.ts';

import { searchable } from '../texts/searched.ts';
import { ageOf } from './age.ts';
import { type AnswerState, answerStateOf } from './answer-state.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';

/** What is read of a proposal. */
const fields = [
  'code',
  'title',
  'answers.problem.value.text',
  'answers.place.value.landmark',
  'answers.place.value.lat',
  'answers.place.value.lon',
  'participant',
  'village',
  'kecamatan',
  'quotaKey',
  'unconfirmed',
  'issue',
  'classification.primary',
  'classification.confidence',
  'status',
  'decision.outcome',
  'decision.reason',
  'decision.releasedAt',
  'decision.delivery.status',
  'decision.delivery.at',
  'answeredAt',
  'supports',
  'support',
  'completion',
  'carriedFrom.age',
  'photos',
  'submittedAt',
  'answerBy',
  'assignee',
  'revision',
];

/** One proposal in lists; times are in ms. */
export interface Row
  extends Pick<
    Proposal,
    'code' | 'title' | 'participant' | 'village' | 'kecamatan' | 'quotaKey' | 'issue' | 'status'
  > {
  id: ProposalId;
  /** Title, problem, place and code in small letters: what is searched. */
  said: string;
  unconfirmed: boolean;
  /** The classifier's likeliest issue, and how sure it is, 0 to 1; null before it has seen it. */
  guess: string | null;
  confidence: number | null;
  outcome: string | null;
  reason: string | null;
  releasedAt: number | null;
  answer: AnswerState;
  /** When the answer reached its proposer; null until then. */
  deliveredAt: number | null;
  /** When it was completed, or could not be; it waits to be decided anew. Null for all others. */
  completedAt: number | null;
  /** Answered with the proposal it supports. */
  answeredWithOther: boolean;
  /** In which year it is asked for, from 1. */
  age: number;
  assignee: string | null;
  revision: number;
  support: number;
  photos: number;
  /** Where it is, where its proposer sent a location. */
  lat: number | null;
  lon: number | null;
  submittedAt: number;
  answerBy: number;
}

/** An order of rows; see `orders.ts`. */
export type Order = (a: Row, b: Row) => number;

/** The rows of a round, kept in step by a ledger. */
export interface RoundRows {
  byId: ReadonlyMap<ProposalId, Row>;
  /** Grows whenever a row has changed; only to be compared within one process. */
  version: number;
  /** All of them in an order; sorted once for each order and change. */
  inOrder(order: Order): readonly Row[];
}

/** A round that somebody looks at: its ledger, and the orders its rows were asked for in. */
interface Held {
  ledger: Ledger<Row>;
  sorted: Map<Order, Row[]>;
}

/** The rounds of one database; a process that connects to another (only tests do) begins anew. */
let held: { database: string; rounds: Map<RoundId, Held> } = { database: '', rounds: new Map() };

/** Reads them before anybody asks, without haste; whoever asks meanwhile has them at once. */
export const readRowsAhead = (round: RoundId): Promise<void> => heldOf(round).ledger.readAhead();

/** The rows of a round, with everything that was written before this was asked. */
export async function rowsOf(round: RoundId): Promise<RoundRows> {
  const { ledger, sorted } = heldOf(round);
  const byId = await ledger.read();
  const inOrder = (order: Order) => {
    const rows = sorted.get(order) ?? [...byId.values()].sort(order);
    sorted.set(order, rows);
    return rows;
  };
  return { byId, version: ledger.version(), inOrder };
}

function heldOf(round: RoundId): Held {
  const database = ProposalModel.db.name;
  if (held.database !== database) held = { database, rounds: new Map() };
  return held.rounds.get(round) ?? hold(round);
}

function hold(round: RoundId): Held {
  const sorted: Held['sorted'] = new Map();
  const ledger = openLedger<Proposal, Row>({
    model: ProposalModel,
    filter: { round },
    fields,
    changed: 'changed',
    byWallClock: true,
    factsOf: rowOf,
    onChange(rows, gone) {
      const replaced = new Set([...gone, ...rows.map(({ id }) => id)]);
      // Sorting what is nearly sorted costs little.
      for (const [order, standing] of sorted)
        sorted.set(order, [...standing.filter(({ id }) => !replaced.has(id)), ...rows].sort(order));
    },
  });
  const made = { ledger, sorted };
  held.rounds.set(round, made);
  return made;
}

function rowOf(proposal: Proposal): Row {
  const {
    _id: id,
    code,
    title,
    participant,
    village,
    kecamatan,
    quotaKey,
    issue,
    status,
    support,
    photos,
  } = proposal;
  const { classification, decision, supports, answers = {}, submittedAt, answerBy } = proposal;
  const problem = answers.problem?.value;
  const place = answers.place?.value;
  const words = [title, textOf(problem), landmarkOf(place), code];
  return {
    id,
    code,
    title,
    said: searchable(words.join('\n')),
    participant,
    village,
    kecamatan,
    quotaKey,
    unconfirmed: proposal.unconfirmed === true,
    issue,
    guess: classification?.primary ?? null,
    confidence: classification?.confidence ?? null,
    status,
    outcome: decision?.outcome ?? null,
    reason: decision?.reason ?? null,
    releasedAt: decision?.releasedAt?.getTime() ?? null,
    answer: answerStateOf(proposal),
    deliveredAt: deliveredAt(proposal),
    completedAt: proposal.completion?.at.getTime() ?? null,
    answeredWithOther: supports !== undefined && !supports.apart,
    age: ageOf(proposal),
    assignee: proposal.assignee ?? null,
    revision: proposal.revision,
    support: support ?? 0,
    photos: photos?.length ?? 0,
    lat: degreesOf(place, 'lat'),
    lon: degreesOf(place, 'lon'),
    submittedAt: submittedAt.getTime(),
    answerBy: answerBy.getTime(),
  };
}

// Only the parts that are read of an answer are there, not what kind it is.
const textOf = (value: object | undefined) => (value && 'text' in value ? String(value.text) : '');
const landmarkOf = (value: object | undefined) =>
  value && 'landmark' in value ? String(value.landmark ?? '') : '';
const degreesOf = (value: object | undefined, way: 'lat' | 'lon') =>
  value && way in value ? Number((value as Record<string, unknown>)[way]) : null;

/** An answer that was delivered before its time was kept has that of its delivery. */
function deliveredAt(proposal: Proposal): number | null {
  if (answerStateOf(proposal) !== 'delivered') return null;
  return (proposal.answeredAt ?? proposal.decision?.delivery?.at)?.getTime() ?? null;
}
