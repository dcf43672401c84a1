import { describe, expect, it } from 'vitest';
import type { PersonFacts, TalkFacts } from '../../src/figures/facts.ts';
import { percentile } from '../../src/figures/percentile.ts';
import { tallyProposals } from '../../src/figures/tally.ts';
import { invitedVillages, villageState } from '../../src/figures/village-states.ts';
import { wayThrough } from '../../src/figures/way.ts';
import type { Row } from '../../src/proposals/rows.ts';
import { wholeDistrict } from '../../src/users/scope.ts';

const day = 24 * 3_600_000;
const now = new Date(20 * day);
const juai = { kind: 'kecamatan', codes: ['63.11.01'] } as const;

/** An undecided proposal of Juai, sent on day 10 and promised an answer by day 15. */
const proposal = (differs: Partial<Row> = {}): Row => ({
  id: '2026.ani.1' as Row['id'],
  revision: 0,
  code: 'RR-26-0103-0001',
  title: 'Jembatan',
  participant: 'ani' as Row['participant'],
  village: '63.11.01.2003',
  kecamatan: '63.11.01',
  quotaKey: '63.11.01.2003/rt/01',
  said: 'jembatan',
  issue: 'ipm',
  guess: 'ipm',
  confidence: 0.9,
  status: 'classified',
  unconfirmed: false,
  answeredWithOther: false,
  outcome: null,
  reason: null,
  releasedAt: null,
  answer: 'none',
  completedAt: null,
  age: 1,
  deliveredAt: null,
  assignee: null,
  support: 0,
  photos: 0,
  lat: null,
  lon: null,
  submittedAt: 10 * day,
  answerBy: 15 * day,
  ...differs,
});
const decided = (answer: Row['answer'], differs: Partial<Row> = {}) =>
  proposal({ outcome: 'accepted', answer, ...differs });
const delivered = (afterDays: number, differs: Partial<Row> = {}) =>
  decided('delivered', { deliveredAt: (10 + afterDays) * day, ...differs });
const halong = { kecamatan: '63.11.02', village: '63.11.02.2001' };

describe('the tally of a round', () => {
  it('counts a proposal in exactly the states it is in', () => {
    const tally = tallyProposals(
      [
        proposal(),
        proposal({ answerBy: 25 * day, completedAt: 12 * day }),
        proposal({ answeredWithOther: true }),
        decided('drafted'),
        decided('waiting'),
        decided('undeliverable'),
        delivered(2),
      ],
      wholeDistrict,
      now,
    );
    expect(tally).toMatchObject({ proposals: 7, undecided: 2, drafted: 1, undeliverable: 1, late: 5 });
    expect(tally.completed).toBe(1);
    expect(tally.longAsked).toBe(0);
    expect(tally.issues).toEqual(new Map([['ipm', 7]]));
  });

  it('of a village counts nothing else of its kecamatan', () => {
    const some = [proposal(), proposal({ village: '63.11.01.2008' }), proposal(halong)];
    const village = { kind: 'village', codes: ['63.11.01.2008'], kecamatan: ['63.11.01'] } as const;
    const tally = tallyProposals(some, village, now);
    expect([tally.proposals, [...tally.villages.keys()]]).toEqual([1, ['63.11.01.2008']]);
  });

  it('counts what is asked for in the third year, until it has its answer', () => {
    const some = [
      proposal({ age: 3 }),
      decided('drafted', { age: 4 }),
      delivered(2, { age: 3 }),
      proposal({ age: 2 }),
    ];
    expect(tallyProposals(some, wholeDistrict, now).longAsked).toBe(2);
  });

  it('leaves out what is withdrawn, what is unconfirmed, and what lies outside the scope', () => {
    const some = [
      proposal({ status: 'withdrawn' }),
      proposal({ unconfirmed: true }),
      proposal(halong),
      proposal(),
    ];
    expect(tallyProposals(some, juai, now).proposals).toBe(1);
    expect([...tallyProposals(some, juai, now).villages.keys()]).toEqual(['63.11.01.2003']);
    expect(tallyProposals(some, wholeDistrict, now).proposals).toBe(2);
  });

  it('takes the clock to the delivered answer, kecamatan by kecamatan', () => {
    const some = [1, 2, 3, 9].map((days) => delivered(days));
    const tally = tallyProposals([...some, delivered(1, halong), proposal()], wholeDistrict, now);
    expect(tally.kecamatan.get('63.11.01')?.clock).toEqual({
      delivered: 4,
      median: 2 * day,
      p90: 9 * day,
      inTime: 3,
    });
    expect(tally.clock).toMatchObject({ delivered: 5, median: 2 * day });
    expect(tallyProposals([], wholeDistrict, now).clock).toMatchObject({ median: null, p90: null });
  });

  it.each([
    [[5], 0.9, 5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
    [[1, 2, 3, 4], 0.5, 2],
    [[], 0.5, null],
  ])('of %j the share %d lies at %s', (values, share, at) => {
    expect(percentile(values, share)).toBe(at);
  });
});

const person = (differs: Partial<PersonFacts> = {}): PersonFacts => ({
  village: '63.11.01.2003',
  kecamatan: '63.11.01',
  consentedAt: 9 * day,
  wrongPerson: false,
  unconfirmed: false,
  left: false,
  ...differs,
});
const flow = { id: 'usulan', version: '1' };
const talk = (step: string): TalkFacts => ({ status: 'open', step, flow, submitted: 0 });

describe('the way of people', () => {
  const facts = {
    version: 0,
    threads: new Map(),
    people: new Map([
      ['ani', person()],
      ['budi', person()],
      ['citra', person({ consentedAt: 2 * day })],
      ['dodi', person({ consentedAt: null })],
      ['eka', person({ kecamatan: '63.11.02' })],
    ]),
    invitations: new Map([
      ['1', { participant: 'ani', status: 'answered' as const }],
      ['2', { participant: 'budi', status: 'sent' as const }],
      ['3', { participant: 'citra', status: 'failed' as const }],
      ['4', { participant: 'eka', status: 'sent' as const }],
    ]),
    talks: new Map([
      ['budi', talk('place')],
      ['citra', talk('place')],
      ['dodi', talk('problem')],
      ['eka', talk('problem')],
      ['ani', { ...talk('problem'), submitted: 1 }],
    ]),
    proposals: new Map([
      ['a', delivered(1)],
      ['b', decided('waiting')],
    ]),
  };

  it('counts people, each as far as all of their proposals are', () => {
    const { stages } = wayThrough(facts, juai, 5 * day);
    expect(stages).toEqual({
      invited: 3,
      reached: 2,
      consented: 2,
      finished: 1,
      answered: 1,
      delivered: 0,
    });
  });

  it('names where most of the others stand still, within the scope', () => {
    expect(wayThrough(facts, juai, 5 * day).stops).toEqual([
      { flow, step: 'place', people: 2 },
      { flow, step: 'problem', people: 1 },
    ]);
  });

  it('knows the villages that were asked', () => {
    expect([...invitedVillages(facts)]).toEqual(['63.11.01.2003']);
  });
});

describe('a village', () => {
  const of = (...some: Row[]) => tallyProposals(some, wholeDistrict, now).villages.get('63.11.01.2003');
  it.each([
    ['uninvited', of(), false],
    ['silent', of(), true],
    ['waiting', of(proposal({ answerBy: 25 * day }), delivered(1)), true],
    ['late', of(proposal(), delivered(1)), true],
    ['answered', of(delivered(1), delivered(9)), true],
  ])('is %s', (state, tally, invited) => {
    expect(villageState(tally, invited)).toBe(state);
  });
});
