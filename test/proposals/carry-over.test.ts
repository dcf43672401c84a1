import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { carryProposal, letGo, unfundedOf } from '../../src/proposals/carry-over.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import type { ProposalStatus } from '../../src/proposals/reasons.ts';
import { SeatUsageModel } from '../../src/proposals/seat-usage.model.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { closeRound, openRound } from '../../src/rounds/rounds.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { VoiceModel } from '../../src/voices/voice.model.ts';
import { useDatabase } from '../support/database.ts';
import { propose, reread } from '../support/proposals.ts';

useDatabase([ProposalModel, ParticipantModel, RoundModel, SeatUsageModel, CounterModel, VoiceModel]);

const then = new Date('2026-12-01T01:00:00Z');
const now = new Date('2027-12-01T01:00:00Z');
let before: Round;
let round: Round;
beforeAll(async () => {
  before = await openRound(2026, then, {});
  await closeRound('2026');
  round = await openRound(2027, now, { quota: 2 });
});
beforeEach(async () => {
  await ProposalModel.deleteMany({});
  await SeatUsageModel.deleteMany({});
});

/** A proposal of last year as it stands now, its answer delivered; and whoever sent it. */
async function lastYear(
  status: ProposalStatus,
  told: Partial<Parameters<typeof propose>[1]> = {},
  reason?: string,
): Promise<{ proposal: Proposal; who: Participant }> {
  const sent = await propose(before, { proposal: 'Siring sungai di belakang masjid', photos: 1, ...told });
  const decision = {
    outcome: reason ? 'rejected' : 'accepted',
    ...(reason ? { reason } : {}),
    sentence: 'x',
    by: 'ani',
    role: 'coordinator',
    at: then,
    releasedAt: then,
    delivery: { status: 'sent', at: then },
  };
  await ProposalModel.updateOne({ _id: sent._id }, { $set: { status, decision } });
  const who = await ParticipantModel.findById(sent.participant).lean();
  if (!who) throw new Error('nobody sent it');
  return { proposal: await reread(sent), who };
}

const carry = (who: Participant, from: string, number = 1) =>
  carryProposal({ round, participant: who, number, from, now });

describe('what was not funded', () => {
  it.each(['accepted', 'musrenbang-desa', 'musrenbang-kecamatan', 'skpd', 'rkpd'] as const)(
    'is what got as far as %s',
    async (status) => {
      const { proposal, who } = await lastYear(status);
      const { code, title } = proposal;
      expect(await unfundedOf(who, round)).toEqual([{ id: proposal._id, code, title, year: 2026, age: 2 }]);
    },
  );

  it.each(['apbd', 'realised', 'already-realised', 'merged', 'forwarded', 'withdrawn', 'in-review'] as const)(
    'is not what is %s',
    async (status) => {
      const { who } = await lastYear(status);
      expect(await unfundedOf(who, round)).toEqual([]);
    },
  );

  it('is what was refused for want of money, and for no other reason', async () => {
    const { who } = await lastYear('rejected', {}, 'di-luar-kemampuan');
    expect(await unfundedOf(who, round)).toHaveLength(1);
    const { who: other } = await lastYear('rejected', {}, 'tidak-selaras');
    expect(await unfundedOf(other, round)).toEqual([]);
  });

  it('is asked of whoever holds the seat now, without what leads to who held it before', async () => {
    const { who } = await lastYear('rkpd', { proposal: 'Siring, hubungi 0812 3456 7890', rt: '77' });
    const [successor] = await addParticipants(
      [{ name: 'Baru', office: 'ketua-rt', rt: '77', village: who.village ?? '', kecamatan: '63.11.01' }],
      now,
    );
    if (!successor) throw new Error('nobody was added');
    const [offered] = await unfundedOf(successor, round);
    expect(offered?.title).not.toContain('3456');
    expect(await unfundedOf({ ...successor, verified: false }, round)).toEqual([]);
    expect(await unfundedOf(who, before)).toEqual([]);
  });
});

describe('what was not funded, asked of several in the same moment', () => {
  it('is each one’s own, the oldest first and no more than the quota, whichever round asks', async () => {
    const { proposal, who } = await lastYear('rkpd', { rt: '21' });
    const copies = [1, 2].map((n) => ({
      ...proposal,
      _id: `${proposal._id}.${n}`,
      code: `${proposal.code}-${n}`,
      submittedAt: new Date(proposal.submittedAt.getTime() - n * 60_000),
    }));
    await ProposalModel.insertMany(copies);
    const { proposal: others, who: neighbour } = await lastYear('rkpd', { rt: '22' });
    const { who: none } = await lastYear('realised', { rt: '23' });
    const asked = [
      unfundedOf(who, round),
      unfundedOf(neighbour, round),
      unfundedOf(none, round),
      unfundedOf(who, before),
    ];
    const found = (await Promise.all(asked)).map((all) => all.map(({ code }) => code));
    expect(found).toEqual([[`${proposal.code}-2`, `${proposal.code}-1`], [others.code], [], []]);
  });
});

describe('carrying it over', () => {
  it('makes a proposal of the new round with its words, lineage and age, and counts against the quota', async () => {
    const { proposal, who } = await lastYear('rkpd');
    const made = await carry(who, proposal._id);
    expect(made).toMatchObject({
      round: '2027',
      code: expect.stringMatching(/^RR-27-0103-/),
      title: proposal.title,
      carriedFrom: { id: proposal._id, code: proposal.code, age: 2 },
      status: 'submitted',
      photos: [],
    });
    if (typeof made === 'string') throw new Error(made);
    const { photos: _photos, ...answers } = proposal.answers;
    expect(made.answers).toEqual(answers);
    expect(await quotaLeft(round, who)).toBe(1);
    const earlier = await reread(proposal);
    expect(earlier).toMatchObject({ status: 'rkpd', carryOver: { into: made._id, by: who._id } });
    expect(earlier.history.at(-1)).toMatchObject({ what: 'carried', role: 'participant', to: made._id });
    expect(await unfundedOf(who, round)).toEqual([]);
  });

  it('is one proposal however often the same message is handled', async () => {
    const { proposal, who } = await lastYear('rkpd');
    const made = await Promise.all([carry(who, proposal._id), carry(who, proposal._id)]);
    const codes = made.map((one) => (typeof one === 'string' ? one : one.code));
    expect(codes[0]).toBe(codes[1]);
    expect(await ProposalModel.countDocuments({ round: '2027' })).toBe(1);
    expect(await quotaLeft(round, who)).toBe(1);
  });

  it('counts the years on, and is refused by a full quota, which leaves it open', async () => {
    const { proposal, who } = await lastYear('rkpd');
    await ProposalModel.updateOne(
      { _id: proposal._id },
      { $set: { carriedFrom: { id: 'x', code: 'RR-25-0103-0001', age: 2 } } },
    );
    expect(await unfundedOf(who, round)).toMatchObject([{ age: 3 }]);
    await SeatUsageModel.updateOne(
      { _id: `2027 ${proposal.quotaKey}` },
      { $set: { proposals: ['a', 'b'] } },
      { upsert: true },
    );
    expect(await carry(who, proposal._id)).toBe('quota');
    expect(await unfundedOf(who, round)).toHaveLength(1);
  });

  it('is too late for what was closed, or is funded after all, and for what another seat sent', async () => {
    const { proposal, who } = await lastYear('rkpd');
    await letGo(proposal._id, who._id, now);
    await letGo(proposal._id, who._id, now);
    expect((await reread(proposal)).history.filter(({ what }) => what === 'let-go')).toHaveLength(1);
    expect(await carry(who, proposal._id)).toBe('gone');
    const { proposal: funded, who: other } = await lastYear('apbd');
    expect(await carry(other, funded._id)).toBe('gone');
    const { proposal: theirs } = await lastYear('rkpd');
    expect(await carry(who, theirs._id)).toBe('gone');
    expect(await quotaLeft(round, who)).toBe(2);
  });
});
