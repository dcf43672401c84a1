import { describe, expect, it } from 'vitest';
import { crossValidate, evaluate, type Judged } from '../../src/classification/evaluation.ts';
import type { Classifier, Example } from '../../src/classification/types.ts';

function judged(primary: string, found: string, confidence: number, decision: 'file' | 'ask'): Judged {
  return {
    example: { text: 'x', primary, style: 'formal' },
    said: { primary: found, secondary: null, confidence, scores: {}, because: [], decision },
  };
}

describe('evaluate', () => {
  it('counts by class, by what is filed, and by confidence', () => {
    const figures = evaluate([
      judged('ipm', 'ipm', 0.95, 'file'),
      judged('ipm', 'none', 0.95, 'file'),
      judged('none', 'none', 0.55, 'ask'),
      judged('none', 'none', 0.55, 'ask'),
    ]);
    expect(figures).toMatchObject({ count: 4, accuracy: 0.75, filed: { share: 0.5, precision: 0.5 } });
    expect(figures.perClass.ipm).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, count: 2 });
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 0.8) / 2, 12);
    // Two at .95 of which half is right, two at .55 that are all right: |.5-.95| and |1-.55|, half each.
    expect(figures.ece).toBeCloseTo(0.45, 12);
    expect(figures.noneWronglyFiled).toBe(0);
    expect(figures.precisionAt75).toBeCloseTo(2 / 3, 12);
  });

  it('tells how many of none would be filed under an issue', () => {
    const figures = evaluate([judged('none', 'ipm', 0.9, 'file'), judged('none', 'ipm', 0.5, 'ask')]);
    expect(figures.noneWronglyFiled).toBe(0.5);
  });
});

describe('crossValidate', () => {
  it('never judges an example by a classifier that has seen its object', () => {
    const examples = Array.from({ length: 40 }, (_, index): Example => {
      return { text: `text ${index}`, primary: 'ipm', style: 'formal', object: `object ${index % 8}` };
    });
    let seen = new Set<string>();
    const asked: string[] = [];
    const trainOn = (some: Example[]): Classifier => {
      seen = new Set(some.map((example) => example.object ?? ''));
      return {
        version: '1',
        classify: (text) => {
          const { object = '' } = examples.find((example) => example.text === text) ?? {};
          expect(seen.has(object)).toBe(false);
          asked.push(text);
          return judged('ipm', 'ipm', 1, 'file').said;
        },
      };
    };
    expect(crossValidate(examples, trainOn, 4, 1)).toHaveLength(40);
    expect(new Set(asked).size).toBe(40);
  });
});
