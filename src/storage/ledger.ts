/**
 * A few facts of every document of a collection, held in memory and kept in step: what changed since the last look is
 * read by an index, the rest is known. So a page may count in a hundred thousand documents without reading them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { inGroups } from '../process/in-groups.ts';
import { collectionOf } from './collection-of.ts';

/** What is told of the documents, by their ids. */
export interface Ledger<Facts> {
  /** Brings it up to date with every write that was done before the call, and hands it out. Not to be changed. */
  read(): Promise<ReadonlyMap<string, Facts>>;
  /** Brings it up to date while nobody waits for it, a little at a time, until somebody does. */
  readAhead(): Promise<void>;
  /** Grows whenever a fact may have changed; only to be compared within one process. */
  version(): number;
}

/** What a ledger is kept of. */
export interface LedgerSource<Document extends { _id: string }, Facts> {
  /** A mongoose model; it is read by the driver, which fills in no defaults. */
  model: { collection: unknown };
  /** Which documents. */
  filter: object;
  /** What is read of each; `_id` and the date beside them. */
  fields: readonly string[];
  /** The field that every write dates, with an index over filter and date. */
  changed: string;
  /** Dated by the clock of the machine; else by one that a test may have set, and then only the dates tell how far the last look saw. */
  byWallClock: boolean;
  factsOf(document: Document): Facts;
  /** Told after a look of what is new or has changed, and what is gone; nothing is handed out before it returns. */
  onChange?(facts: readonly Facts[], gone: ReadonlySet<string>): void;
}

/**
 * A write is dated before it is done, on the clock of whoever writes: what is dated so shortly before the last look is
 * read once more.
 */
const overlapMs = 30_000;

/** Documents that are gone leave no date: so often they are counted, and looked for where some are missing. */
const countedEveryMs = 10 * 60_000;

/** Documents that come at once from the database; others are served between. */
const batchSize = 500;

/** Where nobody waits, so many documents are read before a rest, and it is so many times as long as the reading was. */
const pieceSize = 100;
const restPerWork = 9;

/** Opens a ledger; nothing is read before it is asked for. What could not be read is read anew next time. */
export function openLedger<Document extends { _id: string }, Facts>(
  source: LedgerSource<Document, Facts>,
): Ledger<Facts> {
  const { filter, changed, byWallClock, factsOf, onChange } = source;
  const projection = Object.fromEntries([...source.fields, changed].map((field) => [field, 1]));
  const facts = new Map<string, Facts>();
  const documents = () => collectionOf<{ _id: string }>(source.model);
  /** Up to here all is known, on the clock of the dates; null before the first look. */
  let seen: number | null = null;
  let countedAt = 0;
  let version = 0;
  /** Those who wait for what is read. */
  let waiting = 0;

  // Whoever asks while it is read is served by the next reading, for that begins after they asked.
  const keepUp = inGroups<null>(async () => {
    const isFirst = seen === null;
    const fresh = await readChanges();
    const isDue = performance.now() - countedAt > countedEveryMs;
    const gone = !isFirst && isDue ? await findGone() : new Set<string>();
    if (isFirst || isDue) countedAt = performance.now();
    for (const id of gone) facts.delete(id);
    if (fresh.length === 0 && gone.size === 0) return;
    version += 1;
    onChange?.(fresh, gone);
  });

  async function readChanges(): Promise<Facts[]> {
    const begunAt = Date.now();
    const since = { [changed]: { $gte: new Date((seen ?? 0) - overlapMs) } };
    const cursor = documents().find(seen === null ? filter : { ...filter, ...since }, {
      projection,
      batchSize,
    });
    const fresh = new Map<string, Facts>();
    let newest = seen ?? 0;
    let read = 0;
    let restedAt = performance.now();
    for await (const document of cursor) {
      read += 1;
      if (read % pieceSize === 0) {
        await rest(performance.now() - restedAt);
        restedAt = performance.now();
      }
      newest = Math.max(newest, Number((document as Record<string, unknown>)[changed] ?? 0));
      const said = factsOf(document as Document);
      const known = facts.get(document._id);
      if (known !== undefined && isDeepStrictEqual(known, said)) continue;
      fresh.set(document._id, said);
    }
    // Only once all is read: what fails half-way is told of in whole next time.
    for (const [id, said] of fresh) facts.set(id, said);
    seen = byWallClock ? begunAt : newest;
    return [...fresh.values()];
  }

  /** Talks are answered by the same process: what nobody waits for must not keep them waiting. */
  async function rest(workedMs: number): Promise<void> {
    if (waiting === 0) await sleep(workedMs * restPerWork);
  }

  /** Their ids are read only where there are fewer documents than are known. */
  async function findGone(): Promise<Set<string>> {
    if ((await documents().countDocuments(filter)) === facts.size) return new Set();
    const there = new Set<string>();
    for await (const { _id } of documents().find(filter, { projection: { _id: 1 }, batchSize }))
      there.add(_id);
    return new Set([...facts.keys()].filter((id) => !there.has(id)));
  }

  return {
    async read() {
      waiting += 1;
      try {
        await keepUp(null);
      } finally {
        waiting -= 1;
      }
      return facts;
    },
    readAhead: () => keepUp(null),
    version: () => version,
  };
}
