import { describe, expect, it } from 'vitest';
import { readExamples } from '../../src/classification/examples.ts';
import { tokenise } from '../../src/classification/tokenise.ts';
import { NONE } from '../../src/classification/types.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { likeness } from '../support/likeness.ts';

const proposals = await readDemoProposals();
const wordsOf = (text: string) => new Set(tokenise(text).map(({ word }) => word));
const countBy = (key: 'issue' | 'style') => {
  const counts = new Map<string, number>();
  for (const proposal of proposals) counts.set(proposal[key], (counts.get(proposal[key]) ?? 0) + 1);
  return Object.fromEntries(counts);
};

describe('the proposals of the demo', () => {
  it('speak of every issue and of none, ten times or more', () => {
    const counts = countBy('issue');
    expect(Object.keys(counts).sort()).toEqual(
      ['ipm', 'kemiskinan', 'ketimpangan', NONE, 'pengangguran', 'pertumbuhan-ekonomi'].sort(),
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(10);
  });

  it('are written formally, as in a chat, in Banjar and mixed', () => {
    const counts = countBy('style');
    expect(Object.keys(counts).sort()).toEqual(['banjar', 'chat', 'formal', 'mixed']);
    expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(12);
  });

  it('are all different, and none is half of what is known from the training', async () => {
    const texts = proposals.map(({ proposal }) => proposal.toLowerCase());
    expect(new Set(texts).size).toBe(texts.length);
    const learnt = (await readExamples()).map(({ text }) => ({ text, words: wordsOf(text) }));
    const near = proposals.flatMap(({ proposal }) => {
      const words = wordsOf(proposal);
      return learnt
        .filter((example) => likeness(words, example.words) > 0.5)
        .map(({ text }) => `${proposal} = ${text}`);
    });
    expect(near).toEqual([]);
  });
});
