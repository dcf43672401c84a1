import { describe, expect, it } from 'vitest';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import { findByCode, glimpse, submitProposal } from '../../src/proposals/submit.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { useDatabase } from '../support/database.ts';
import { aParticipant, aProposal, someAnswers, testNow, testRound } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel]);

describe('a proposal', () => {
  it('gets a code that tells year, kecamatan, village and sequence', async () => {
    const first = await aProposal({
      participant: aParticipant({ village: '63.11.03.2007', kecamatan: '63.11.03' }),
    });
    const second = await aProposal({
      participant: aParticipant({ village: '63.11.03.2007', rt: '04', kecamatan: '63.11.03' }),
    });
    expect([first.code, second.code]).toEqual(['RR-26-0307-0001', 'RR-26-0307-0002']);
  });

  it('sent twice stands once, under the same code', async () => {
    const participant = aParticipant({ rt: '11' });
    const first = await aProposal({ participant });
    const again = await aProposal({ participant });
    expect(again.code).toBe(first.code);
    expect(await ProposalModel.countDocuments({ participant: participant._id })).toBe(1);
  });

  it('sent by two workers at the same moment stands once', async () => {
    const participant = aParticipant({ rt: '12' });
    const both = await Promise.all([1, 2, 3, 4].map(() => aProposal({ participant })));
    expect(new Set(both.map((proposal) => proposal.code)).size).toBe(1);
  });

  it('keeps the words untouched, asks for the thing first, and has its answer date', async () => {
    const stored = await aProposal({
      participant: aParticipant({ rt: '13' }),
      proposal: 'Jln ka kabun gatah <b>rusak</b>',
    });
    expect(stored).toMatchObject({
      title: 'Jln ka kabun gatah <b>rusak</b>',
      text: 'Jln ka kabun gatah <b>rusak</b>. Jalan rusak berat',
      ownIssue: 'pertumbuhan-ekonomi',
      issue: null,
      status: 'submitted',
    });
    expect(stored.answerBy.toISOString()).toBe('2026-12-06T01:00:00.000Z');
    expect(stored.history).toHaveLength(1);
  });

  it('is refused beyond the quota of the RT, whoever of it sends', async () => {
    const head = aParticipant({ rt: '14' });
    const neighbour = aParticipant({ rt: '14' });
    for (const number of [1, 2, 3]) await aProposal({ participant: number === 2 ? neighbour : head, number });
    expect(await quotaLeft(testRound, neighbour)).toBe(0);
    const more = {
      round: testRound,
      participant: neighbour,
      number: 9,
      answers: someAnswers(),
      channel: 'simulator',
      now: testNow,
    };
    expect(await submitProposal(more)).toBeNull();
  });

  it('is found by its code as people type it', async () => {
    const { code } = await aProposal({ participant: aParticipant({ rt: '15' }) });
    expect((await findByCode(` ${code.toLowerCase().replaceAll('-', ' ')} `))?.code).toBe(code);
    expect(await findByCode('RR-26-9999-0001')).toBeNull();
  });

  it('shows its answer to the proposer only once it has arrived', async () => {
    const stored = await aProposal({ participant: aParticipant({ rt: '16' }) });
    const decision = {
      outcome: 'rejected',
      reason: 'tidak-selaras',
      sentence: 'Maaf.',
      by: 'a',
      role: 'coordinator',
      at: testNow,
    } as const;
    expect(glimpse({ ...stored, decision }).answer).toBeNull();
    const standing = (status: 'queued' | 'sent') => ({
      ...stored,
      status: 'rejected' as const,
      decision: { ...decision, releasedAt: testNow, delivery: { status, at: testNow } },
    });
    expect(glimpse(standing('queued'))).toMatchObject({ status: 'in-review', answer: null });
    expect(glimpse(standing('sent'))).toMatchObject({
      status: 'rejected',
      answer: { reason: 'tidak-selaras' },
    });
  });
});
