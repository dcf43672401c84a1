import { beforeAll, describe, expect, it } from 'vitest';
import { parseExamples, readExamples } from '../../src/classification/examples.ts';
import { foldOf } from '../../src/classification/folds.ts';
import { tokenise } from '../../src/classification/tokenise.ts';
import { type Example, exampleStyles, NONE } from '../../src/classification/types.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';
import { likeness } from '../support/likeness.ts';

describe('data/examples', () => {
  let examples: Example[];
  let classes: string[];
  beforeAll(async () => {
    examples = await readExamples();
    classes = [NONE, ...(await loadIssueTexts()).map((issue) => issue.key)];
  });
  const of = (label: string) => examples.filter((example) => example.primary === label);

  it('has 300 or more of each class, each with an object, in every style', () => {
    expect([...new Set(examples.map((example) => example.primary))].sort()).toEqual([...classes].sort());
    for (const label of classes) {
      expect(of(label).length, label).toBeGreaterThanOrEqual(300);
      for (const style of exampleStyles)
        expect(
          of(label).filter((example) => example.style === style).length,
          `${label} ${style}`,
        ).toBeGreaterThan(15);
    }
    expect(examples.filter((example) => !example.object)).toEqual([]);
  });

  it('names only issues that exist, and no secondary that is the primary', () => {
    const odd = examples.filter(
      ({ primary, secondary }) =>
        secondary !== undefined && (secondary === primary || !classes.includes(secondary)),
    );
    expect(odd).toEqual([]);
  });

  it('covers many objects: none makes up more than a tenth of its class', () => {
    for (const label of classes) {
      const objects = new Map<string, number>();
      for (const { object = '' } of of(label)) objects.set(object, (objects.get(object) ?? 0) + 1);
      expect(objects.size, label).toBeGreaterThanOrEqual(100);
      for (const [object, count] of objects) expect(count, object).toBeLessThan(of(label).length / 10);
    }
  });

  it('gives no two labels to one text, and holds no near-copy', () => {
    const sets = examples.map(({ text }) => new Set(tokenise(text).map(({ word }) => word)));
    const plain = examples.map(({ text }) => text.toLowerCase());
    const copies = examples.flatMap((one, i) =>
      examples.slice(i + 1).flatMap((other, offset) => {
        const [a, b] = [sets[i], sets[i + 1 + offset]];
        const alike = a && b ? likeness(a, b) : 0;
        return alike > 0.85 || plain[i] === plain[i + 1 + offset]
          ? [`${one.primary}: ${one.text} = ${other.primary}: ${other.text}`]
          : [];
      }),
    );
    expect(copies).toEqual([]);
  });

  it('holds none of the texts that are kept for the last measure', async () => {
    const kept = await readExamples(new URL('../../data/measure/', import.meta.url));
    const learnt = new Set(examples.map(({ text }) => text.toLowerCase()));
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.filter(({ text }) => learnt.has(text.toLowerCase()))).toEqual([]);
  });

  it('is split by object: all examples of one fall into one part, and parts are about as large', () => {
    const parts = examples.map((example) => foldOf(example, 5));
    const partOf = new Map<string, number>();
    examples.forEach((example, index) => {
      const before = partOf.get(example.object ?? example.text) ?? parts[index];
      expect(parts[index]).toBe(before);
      partOf.set(example.object ?? example.text, parts[index] ?? -1);
    });
    for (let part = 0; part < 5; part++) {
      const size = parts.filter((one) => one === part).length / examples.length;
      expect(size).toBeGreaterThan(0.1);
      expect(size).toBeLessThan(0.3);
    }
  });
});

describe('parseExamples', () => {
  it('reads one example a line and passes over empty lines', () => {
    const line = '{"text":"Sumur bor","primary":"kemiskinan","style":"formal"}';
    expect(parseExamples(`${line}\n\n`, 'a.jsonl')).toEqual([
      { text: 'Sumur bor', primary: 'kemiskinan', style: 'formal' },
    ]);
  });

  it.each([
    ['{', 'a.jsonl:1: line'],
    ['{"text":"x","primary":"ipm","style":"shouted"}', 'a.jsonl:1: style'],
    ['\n{"text":" ","primary":"ipm","style":"chat"}', 'a.jsonl:2: text'],
    ['{"text":"x","primary":"ipm","style":"chat","by":"me"}', 'a.jsonl:1'],
  ])('names file and line of %s', (text, message) => {
    expect(() => parseExamples(text, 'a.jsonl')).toThrow(message);
  });
});
