import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criteria, scoreOf, standardWeights } from '../../src/tiers/criteria.ts';
import { rankList } from '../../src/tiers/rank.ts';
import { someAnswers } from '../support/proposing.ts';

const nobody = new Map<number, string>();
const list = (...all: [id: string, score: number | null, rank?: number][]) =>
  all.map(([id, score, rank]) => ({ id, score, rank }));
const ranked = ({ ranks }: ReturnType<typeof rankList>) => Object.fromEntries(ranks);

describe('ranks of a list', () => {
  it('follow the score where nobody has typed any, the earlier of equals first', () => {
    const ranks = rankList(list(['a', 10], ['b', 70], ['c', 10], ['d', 30]), nobody);
    expect(ranked(ranks)).toEqual({ b: 1, d: 2, a: 3, c: 4 });
    expect(ranks.overruled.size + ranks.twice.size).toBe(0);
  });

  it('leave typed and taken ones their places', () => {
    const ranks = rankList(list(['a', 90], ['b', 80], ['c', 10, 2]), new Map([[1, 'other']]));
    expect(ranked(ranks)).toEqual({ c: 2, a: 3, b: 4 });
  });

  it('that put one elsewhere than the criteria ask about that one alone', () => {
    const raised = rankList(list(['a', 90], ['b', 80], ['c', 70], ['d', 10, 1]), nobody);
    expect(ranked(raised)).toEqual({ d: 1, a: 2, b: 3, c: 4 });
    expect([...raised.overruled]).toEqual(['d']);
    const lowered = rankList(list(['a', 90, 4], ['b', 80, 1], ['c', 70, 2], ['d', 10, 3]), nobody);
    expect([...lowered.overruled]).toEqual(['a']);
    // Of two it is the one whose rank was typed.
    expect([...rankList(list(['a', 90], ['b', 10, 1]), nobody).overruled]).toEqual(['b']);
  });

  it('given twice are told with all who have them, on the list already or not', () => {
    const { twice } = rankList(list(['a', 9, 1], ['b', 8, 1], ['c', 7, 3]), new Map([[3, 'there']]));
    expect(Object.fromEntries(twice)).toEqual({ 1: ['a', 'b'], 3: ['there', 'c'] });
  });

  it('are none where there is no score and nobody has typed one', () => {
    expect(ranked(rankList(list(['a', null], ['b', null, 2]), nobody))).toEqual({ b: 2 });
  });

  it('are distinct, and nobody is overruled whose rank follows the scores', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(scores, (all) => {
        const free = rankList(list(...all.map((score, n) => [String(n), score] as [string, number])), nobody);
        expect(new Set(free.ranks.values()).size).toBe(all.length);
        expect(free.overruled.size).toBe(0);
      }),
      { seed: 9 },
    );
  });
});

describe('the score of a proposal', () => {
  const proposal = { answers: someAnswers(), photos: [], support: 0 };
  const only = (criterion: (typeof criteria)[number]) =>
    ({
      ...Object.fromEntries(criteria.map((one) => [one, one === criterion ? 7 : 0])),
    }) as typeof standardWeights;

  it('is of 100, by the weights as they stand to each other', () => {
    // 30 of 100 households, no support, nobody vulnerable, land of the village, no photo and no point.
    expect(scoreOf(proposal, standardWeights)).toBe(24);
    expect(scoreOf(proposal, only('households'))).toBe(30);
    expect(scoreOf(proposal, only('land'))).toBe(100);
    expect(scoreOf({ ...proposal, support: 12 }, only('support'))).toBe(100);
    expect(scoreOf({ ...proposal, photos: [{ media: 'x', mime: 'image/jpeg' }] }, only('evidence'))).toBe(50);
  });

  it('is nothing where no weight is set', () => {
    const none = Object.fromEntries(criteria.map((one) => [one, 0])) as typeof standardWeights;
    expect(scoreOf(proposal, none)).toBe(0);
  });
});
