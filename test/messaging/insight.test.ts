import { describe, expect, it } from 'vitest';
import type { Classification } from '../../src/classification/types.ts';
import { type Caller, type Classify, carryOut } from '../../src/messaging/calls.ts';

const said: Classification = {
  primary: 'ipm',
  secondary: null,
  confidence: 0.8,
  scores: { none: 0.1, kemiskinan: 0.04, ipm: 0.8, ketimpangan: 0.06 },
  because: ['puskesmas'],
  decision: 'file',
};

/** What the house answers a talk that wants to know what its proposal is about; nothing else of it is needed. */
const ask = (classify?: Classify) =>
  carryOut({ name: 'classify', text: 'puskesmas' }, { classify } as unknown as Caller);
const away = { name: 'classify', insight: null };

describe('a talk that asks what its proposal is about', () => {
  it('is told the issue, the words, and the issues by likelihood without "none"', async () => {
    expect(await ask(() => said)).toEqual({
      name: 'classify',
      insight: {
        text: 'puskesmas',
        primary: 'ipm',
        because: ['puskesmas'],
        decision: 'file',
        likely: ['ipm', 'ketimpangan', 'kemiskinan'],
      },
    });
  });

  it('goes on without it where no classifier is near', async () => {
    expect(await ask()).toEqual(away);
  });

  it('goes on without it where the classifier fails', async () => {
    const fails: Classify = () => {
      throw new Error('no model');
    };
    expect(await ask(fails)).toEqual(away);
  });

  it('waits a fifth of a second and no longer', async () => {
    const begun = performance.now();
    expect(await ask(() => new Promise(() => {}))).toEqual(away);
    expect(performance.now() - begun).toBeGreaterThan(190);
  });
});
