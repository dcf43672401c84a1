import { describe, expect, it } from 'vitest';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { CounterModel, nextNumber } from '../../src/storage/counter.model.ts';
import { useDatabase } from '../support/database.ts';
import { aParticipant, someAnswers, testNow, testRound } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel]);

const village = '63.11.03.2007';
const submit = (rt: string, of = village) =>
  submitProposal({
    round: testRound,
    participant: aParticipant({ village: of, kecamatan: of.slice(0, 8), rt }),
    number: 1,
    answers: someAnswers(),
    channel: 'simulator',
    now: testNow,
  });

describe('proposals that come at the same moment', () => {
  it('into one village get a code each: 300 proposals, 300 codes', async () => {
    const stored = await Promise.all(Array.from({ length: 300 }, (_, rt) => submit(String(rt + 1))));
    const codes = stored.map((proposal) => proposal?.code);
    expect(codes.toSorted()).toEqual(
      Array.from({ length: 300 }, (_, n) => `RR-26-0307-${String(n + 1).padStart(4, '0')}`),
    );
    expect(await ProposalModel.countDocuments({ village })).toBe(300);
  });

  it('as the first of their villages, two by two, are all stored', async () => {
    for (let n = 1; n <= 60; n += 1) {
      const here = `63.11.07.${2000 + n}`;
      const both = await Promise.all([submit('01', here), submit('02', here)]);
      const stem = `RR-26-07${String(n).padStart(2, '0')}`;
      expect(both.map((one) => one?.code).toSorted()).toEqual([`${stem}-0001`, `${stem}-0002`]);
    }
  });

  it('get the next code where one is taken already, and are never told that the quota is used up', async () => {
    const [first, second] = [await submit('01', '63.11.08.2001'), await submit('02', '63.11.08.2001')];
    // As after a counter was lost: a backup without it, or one that is older than the proposals.
    await CounterModel.deleteOne({ _id: 'RR-26-0801' });
    const third = await submit('03', '63.11.08.2001');
    expect([first, second, third].map((one) => one?.code)).toEqual([
      'RR-26-0801-0001',
      'RR-26-0801-0002',
      'RR-26-0801-0003',
    ]);
  });

  it('are numbered without a gap by a sequence that many begin at once', async () => {
    for (let round = 0; round < 50; round += 1) {
      const given = await Promise.all(Array.from({ length: 8 }, () => nextNumber(`together ${round}`)));
      expect(given.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    }
  });
});
