import { describe, expect, it } from 'vitest';
import { CounterModel, nextNumber } from '../../src/storage/counter.model.ts';
import { useDatabase } from '../support/database.ts';

useDatabase([CounterModel]);

describe('a sequence', () => {
  it('never gives the same number twice, and leaves no gap', async () => {
    const given = await Promise.all(Array.from({ length: 30 }, () => nextNumber('RR-26-0103')));
    expect(given.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('counts for itself', async () => {
    expect(await nextNumber('RR-26-0104')).toBe(1);
  });
});
