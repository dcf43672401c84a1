/**
 * A few facts of every document of a collection, held in memory and kept in step: what changed since the last look is
 * read by an index, the rest is known. So a page may count in a hundred thousand documents without reading them.
 */
import { inGroups } from '../process/in-groups.ts';

/** What is told of the documents, by their ids. */
export interface Ledger<Facts> {
  /** Brings it up to date with every write that was done before the call, and hands it out. Not to be changed. */
  read(): Promise<ReadonlyMap<string, Facts>>;
  /** Grows whenever a fact may have changed. */
  version(): number;
}

/** As much of a mongoose model as is needed here. */
interface ReadableModel {
  find(filter: object, projection: object): { lean(): PromiseLike<unknown> };
}

/**
 * A write is dated before it is done, on the clock of whoever writes: what is dated so shortly before the newest that was
 * seen is read once more.
 */
const overlapMs = 10_000;

/** Documents that are gone are noticed when all is read anew, which is so often. */
const wholeEveryMs = 10 * 60_000;

/**
 * @param source.filter which documents
 * @param source.fields what is read of each; `_id` and the date beside them
 * @param source.changed the field that every write dates, with an index over filter and date
 * @param source.byWallClock whether it is dated by the clock of the machine; else by one that a test may have set, and then
 * only the dates themselves tell how far the last look saw
 */
export function openLedger<Document extends { _id: string }, Facts>(source: {
  model: ReadableModel;
  filter: object;
  fields: readonly string[];
  changed: string;
  byWallClock: boolean;
  factsOf(document: Document): Facts;
}): Ledger<Facts> {
  const projection = Object.fromEntries([...source.fields, source.changed].map((field) => [field, 1]));
  let facts = new Map<string, Facts>();
  /** Up to here all is known, on the clock of the dates; null before the first look. */
  let seen: number | null = null;
  let wholeAt = 0;
  let version = 0;

  // Whoever asks while it is read is served by the next reading, for that begins after they asked.
  const keepUp = inGroups<null>(async () => {
    const whole = seen === null || performance.now() - wholeAt > wholeEveryMs;
    const begunAt = Date.now();
    const since = new Date(Math.max(0, (seen ?? 0) - overlapMs));
    const filter = whole ? source.filter : { ...source.filter, [source.changed]: { $gte: since } };
    const documents = (await source.model.find(filter, projection).lean()) as Document[];
    if (whole) {
      wholeAt = performance.now();
      facts = new Map();
    }
    let newest = seen ?? 0;
    for (const document of documents) {
      newest = Math.max(newest, Number((document as Record<string, unknown>)[source.changed] ?? 0));
      const known = facts.get(document._id);
      const said = source.factsOf(document);
      if (known && JSON.stringify(known) === JSON.stringify(said)) continue;
      facts.set(document._id, said);
      version += 1;
    }
    seen = source.byWallClock ? begunAt : newest;
  });

  return {
    async read() {
      await keepUp(null);
      return facts;
    },
    version: () => version,
  };
}
