import { model, Schema } from 'mongoose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { collectionOf } from '../../src/storage/collection-of.ts';
import { openLedger } from '../../src/storage/ledger.ts';
import { useDatabase } from '../support/database.ts';

interface Tree {
  _id: string;
  grove: string;
  height: { metres: number };
  note?: string;
  changed: Date;
}
const TreeModel = model<Tree>(
  'LedgerTree',
  new Schema<Tree>({ _id: String, grove: String, height: { metres: Number }, note: String, changed: Date }),
  'ledger-trees',
);
useDatabase([TreeModel]);

const trees = () => collectionOf<Tree>(TreeModel);
const grow = (grove: string, _id: string, metres: number, changed = new Date()) =>
  trees().replaceOne({ _id }, { grove, height: { metres }, changed }, { upsert: true });

function ledgerOf(grove: string, byWallClock = true) {
  const told: [changed: number[], gone: string[]][] = [];
  const ledger = openLedger<Tree, { metres: number }>({
    model: TreeModel,
    filter: { grove },
    fields: ['height.metres'],
    changed: 'changed',
    byWallClock,
    factsOf: ({ height }) => ({ metres: height.metres }),
    onChange: (facts, gone) => told.push([facts.map(({ metres }) => metres), [...gone]]),
  });
  const read = async () => Object.fromEntries(await ledger.read());
  return { ledger, read, told };
}

afterEach(() => void vi.restoreAllMocks());

describe('a ledger', () => {
  it('hands out what was written before it was asked, and tells only of what is another', async () => {
    const { ledger, read, told } = ledgerOf('one');
    await grow('one', 'oak', 3);
    await grow('elsewhere', 'elm', 9);
    expect(await read()).toEqual({ oak: { metres: 3 } });
    const version = ledger.version();
    await trees().updateOne({ _id: 'oak' }, { $set: { note: 'no fact', changed: new Date() } });
    await read();
    expect(ledger.version()).toBe(version);
    await grow('one', 'oak', 4);
    await grow('one', 'ash', 2);
    expect(await read()).toEqual({ oak: { metres: 4 }, ash: { metres: 2 } });
    expect(ledger.version()).toBeGreaterThan(version);
    expect(told).toEqual([
      [[3], []],
      [expect.arrayContaining([4, 2]), []],
    ]);
  });

  it('reads all once, and afterwards only what was changed since the last look', async () => {
    const old = new Date('2026-01-01T00:00:00Z');
    await grow('two', 'fir', 1, old);
    const { read } = ledgerOf('two');
    await read();
    // A change that is dated of old is nobody's: it shows that what was read is not read again.
    await grow('two', 'fir', 5, old);
    expect(await read()).toEqual({ fir: { metres: 1 } });
    await grow('two', 'yew', 2);
    expect(await read()).toEqual({ fir: { metres: 1 }, yew: { metres: 2 } });
  });

  it('goes by the dates where another clock wrote them', async () => {
    const later = new Date('2031-05-05T00:00:00Z');
    await grow('three', 'fir', 1, later);
    const { read } = ledgerOf('three', false);
    await read();
    await grow('three', 'yew', 2, new Date(later.getTime() - 20_000));
    await grow('three', 'box', 3, new Date(later.getTime() - 40_000));
    expect(await read()).toEqual({ fir: { metres: 1 }, yew: { metres: 2 } });
  });

  it('misses what is gone within ten minutes, and keeps the rest without reading it', async () => {
    const { read, told } = ledgerOf('four');
    for (const [index, id] of ['a', 'b', 'c'].entries()) await grow('four', id, index);
    await read();
    await trees().deleteOne({ _id: 'b' });
    expect(Object.keys(await read())).toEqual(['a', 'b', 'c']);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 601_000);
    expect(Object.keys(await read())).toEqual(['a', 'c']);
    expect(told.at(-1)).toEqual([[], ['b']]);
  });

  it('serves many who ask at once, and tells all of a failure; the next look is whole', async () => {
    const { read, told } = ledgerOf('five');
    await grow('five', 'a', 1);
    const find = vi.spyOn(trees(), 'find').mockImplementationOnce(() => {
      throw new Error('away');
    });
    await expect(read()).rejects.toThrow('away');
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill({ a: { metres: 1 } }));
    expect(find).toHaveBeenCalledTimes(2);
    expect(told).toEqual([[[1], []]]);
  });

  it('rests while it reads ahead, and not where somebody waits', async () => {
    await trees().insertMany(
      Array.from({ length: 250 }, (_, n) => ({
        _id: `pine-${n}`,
        grove: 'pines',
        height: { metres: n },
        changed: new Date(),
      })),
    );
    const { read } = ledgerOf('pines');
    // By this clock each piece takes an hour, so a rest would last four.
    let hours = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      hours += 1;
      return hours * 3_600_000;
    });
    expect(Object.keys(await read())).toHaveLength(250);
    vi.restoreAllMocks();
    const another = ledgerOf('pines');
    await another.ledger.readAhead();
    expect(another.told).toHaveLength(1);
    expect(another.told[0]?.[0]).toHaveLength(250);
  });
});
