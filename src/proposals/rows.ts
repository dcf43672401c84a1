/**
 * What lists, filters and figures need of each proposal, held in memory for every round that somebody looks at: a page then
 * costs one small read of what has changed, however large the round is. Some 700 bytes each: 70 MB for 100,000 proposals,
 * 2 MB for a round of the size a district has.
 */
import type { RoundId } from '../rounds/round.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { type AnswerState, answerStateOf } from './answer-state.ts';
import { type Proposal, type ProposalId, ProposalModel } from './proposal.model.ts';

/** What is read of a proposal. */
const fields = {
  code: 1,
  title: 1,
  'answers.problem.value.text': 1,
  'answers.place.value.landmark': 1,
  'answers.place.value.lat': 1,
  'answers.place.value.lon': 1,
  participant: 1,
  village: 1,
  kecamatan: 1,
  quotaKey: 1,
  unconfirmed: 1,
  issue: 1,
  'classification.primary': 1,
  'classification.confidence': 1,
  status: 1,
  'decision.outcome': 1,
  'decision.reason': 1,
  'decision.releasedAt': 1,
  'decision.delivery.status': 1,
  'decision.delivery.at': 1,
  answeredAt: 1,
  supports: 1,
  support: 1,
  completion: 1,
  photos: 1,
  submittedAt: 1,
  answerBy: 1,
  assignee: 1,
  revision: 1,
  changed: 1,
} as const;

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
  assignee: string | null;
  revision: number;
  support: number;
  photos: number;
  /** Where it is, where its proposer sent a location. */
  lat: number | null;
  lon: number | null;
  submittedAt: number;
  answerBy: number;
  changed: number;
}

/** An order of rows; see `orders.ts`. */
export type Order = (a: Row, b: Row) => number;

/** The rows of a round as they stood when they were asked for. */
export interface RoundRows {
  byId: ReadonlyMap<ProposalId, Row>;
  /** Grows whenever a row has changed; only to be compared within one process. */
  version: number;
  /** All of them in an order; sorted once for each order and change. */
  inOrder(order: Order): readonly Row[];
}

/** What changed within this time before the last look is read again: clocks of machines differ, and writes take time. */
const overlapMs = 30_000;

interface Held {
  byId: Map<ProposalId, Row>;
  sorted: Map<Order, Row[]>;
  version: number;
  readAt: number;
  /** Reads go one at a time, so that no older answer overtakes a newer one; who asks meanwhile waits for the next. */
  reading: Promise<void> | null;
  next: Promise<void> | null;
}

/** The rounds of one database; a process that connects to another (only tests do) begins anew. */
let held: { database: string; rounds: Map<RoundId, Promise<Held>> } = { database: '', rounds: new Map() };

/** The rows of a round, with everything that was written before this was asked. */
export async function rowsOf(round: RoundId): Promise<RoundRows> {
  const database = ProposalModel.db.name;
  if (held.database !== database) held = { database, rounds: new Map() };
  const { rounds } = held;
  const known = rounds.get(round);
  const loading = known ?? load(round);
  rounds.set(round, loading);
  // What could not be read is read anew next time.
  const rows = await loading.catch((error: unknown) => {
    rounds.delete(round);
    throw error;
  });
  if (known) await refresh(round, rows);
  return { byId: rows.byId, version: rows.version, inOrder: (order) => inOrder(rows, order) };
}

async function load(round: RoundId): Promise<Held> {
  const readAt = Date.now();
  const proposals = await read({ round });
  const byId = new Map(proposals.map((proposal) => [proposal._id, rowOf(proposal)]));
  return { byId, sorted: new Map(), version: 0, readAt, reading: null, next: null };
}

function refresh(round: RoundId, rows: Held): Promise<void> {
  if (rows.reading !== null) {
    const after = () => {
      rows.next = null;
      return refresh(round, rows);
    };
    rows.next ??= rows.reading.then(after, after);
    return rows.next;
  }
  rows.reading = readChanges(round, rows).finally(() => {
    rows.reading = null;
  });
  return rows.reading;
}

async function readChanges(round: RoundId, rows: Held): Promise<void> {
  const readAt = Date.now();
  const changed = await read({ round, changed: { $gte: new Date(rows.readAt - overlapMs) } });
  rows.readAt = readAt;
  const fresh = changed.map(rowOf).filter((row) => differs(row, rows.byId.get(row.id)));
  if (fresh.length === 0) return;
  rows.version += 1;
  const replaced = new Set(fresh.map(({ id }) => id));
  for (const row of fresh) rows.byId.set(row.id, row);
  // Sorting what is nearly sorted costs little.
  for (const [order, sorted] of rows.sorted)
    rows.sorted.set(order, [...sorted.filter(({ id }) => !replaced.has(id)), ...fresh].sort(order));
}

const differs = (row: Row, known: Row | undefined) =>
  !known || (Object.keys(row) as (keyof Row)[]).some((key) => row[key] !== known[key]);

function inOrder(rows: Held, order: Order): Row[] {
  const sorted = rows.sorted.get(order) ?? [...rows.byId.values()].sort(order);
  rows.sorted.set(order, sorted);
  return sorted;
}

const read = (filter: object) =>
  collectionOf<Proposal>(ProposalModel).find(filter, { projection: fields }).toArray();

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
  const { classification, decision, supports, answers = {}, submittedAt, answerBy, changed } = proposal;
  const problem = answers.problem?.value;
  const place = answers.place?.value;
  const words = [title, textOf(problem), landmarkOf(place), code];
  return {
    id,
    code,
    title,
    said: words.join('\n').toLowerCase(),
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
    assignee: proposal.assignee ?? null,
    revision: proposal.revision,
    support: support ?? 0,
    photos: photos?.length ?? 0,
    lat: degreesOf(place, 'lat'),
    lon: degreesOf(place, 'lon'),
    submittedAt: submittedAt.getTime(),
    answerBy: answerBy.getTime(),
    changed: changed?.getTime() ?? 0,
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
