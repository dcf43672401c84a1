import { describe, expect, it, vi } from 'vitest';
import type { Classification } from '../../src/classification/types.ts';
import type { Twin } from '../../src/conversation/twin.ts';
import { type Caller, type Classify, carryOut } from '../../src/messaging/handling/calls.ts';

const said: Classification = {
  primary: 'ipm',
  secondary: null,
  confidence: 0.8,
  scores: { none: 0.1, kemiskinan: 0.04, ipm: 0.8, ketimpangan: 0.06 },
  because: ['puskesmas'],
  decision: 'file',
};

/** What the runtime answers a talk that wants to know what its proposal is about; nothing else of it is needed. */
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

describe('a talk that asks for like proposals of the village', () => {
  const twin: Twin = {
    code: 'RR-26-0103-0004',
    rt: '02',
    office: null,
    title: 'Jalan',
    place: '',
    supporters: 0,
  };
  const asked = (fields: Partial<Caller>) =>
    carryOut({ name: 'twins', text: 'jalan', issue: 'ipm' }, {
      participant: { _id: 'p', village: '63.11.01.2003', rt: '03', verified: true },
      round: { _id: '2026' },
      ...fields,
    } as unknown as Caller);

  it('is told them, and asks within their round and village for others than their own', async () => {
    const findTwins = vi.fn(async () => [twin]);
    expect(await asked({ findTwins })).toEqual({ name: 'twins', twins: [twin] });
    expect(findTwins).toHaveBeenCalledExactlyOnceWith({
      round: '2026',
      village: '63.11.01.2003',
      quotaKey: '63.11.01.2003/rt/03',
      text: 'jalan',
      issue: 'ipm',
    });
  });

  it('goes on without them where the database fails, or takes longer than a fifth of a second', async () => {
    const none = { name: 'twins', twins: null };
    expect(await asked({ findTwins: () => Promise.reject(new Error('away')) })).toEqual(none);
    expect(await asked({ findTwins: () => new Promise(() => {}) })).toEqual(none);
  });

  it('has none where no round is open, and for somebody without a village', async () => {
    const none = { name: 'twins', twins: null };
    expect(await asked({ round: null })).toEqual(none);
    expect(await asked({ participant: { _id: 'p' } as Caller['participant'] })).toEqual(none);
  });
});
