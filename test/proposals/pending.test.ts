import { describe, expect, it } from 'vitest';
import { type Participant, ParticipantModel } from '../../src/people/participant.model.ts';
import { countProposals, countUnanswered, listProposals } from '../../src/proposals/list.ts';
import { admitConfirmed, admitProposals, setPendingApart } from '../../src/proposals/pending.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { correctIssue } from '../../src/proposals/review.ts';
import { quotaLeft } from '../../src/proposals/seat-usage.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { giveSupport } from '../../src/proposals/support.ts';
import { findTwins } from '../../src/proposals/twins.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';
import { reread } from '../support/proposals.ts';
import { aParticipant, someAnswers, testNow, testRound } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel, ExampleModel, ParticipantModel, RoundModel]);

let villages = 2100;
const aVillage = () => {
  villages += 1;
  return `63.11.01.${villages}`;
};

async function send(participant: Participant, text: string, number: number, supports?: string) {
  const choice = { value: { kind: 'choice', choice: supports ?? '' } as const, words: '', at: '' };
  const answers = { ...someAnswers(text), ...(supports ? { twins: choice } : {}) };
  const stored = await submitProposal({
    round: testRound,
    participant,
    number,
    answers,
    channel: 'simulator',
    now: new Date(testNow.getTime() + number * 1000),
  });
  if (stored) await giveSupport(stored, testNow);
  return stored;
}

async function somebody(village: string, rt: string, verified: boolean): Promise<Participant> {
  const registeredBy = verified ? ('staff' as const) : ('self' as const);
  const person = aParticipant({ village, rt, verified, registeredBy });
  await ParticipantModel.create(person);
  return person;
}

async function confirmed(person: Participant): Promise<Participant> {
  await ParticipantModel.updateOne({ _id: person._id }, { $set: { verified: true } });
  return { ...person, verified: true };
}

describe('a stranger who says that they head an RT', () => {
  it('takes nothing of its quota, supports nothing, is nobody’s twin and stands in no figure', async () => {
    await RoundModel.create(testRound).catch(() => {});
    const village = aVillage();
    const real = await somebody(village, '03', true);
    const stranger = await somebody(village, '03', false);
    const head = await send(real, 'Siring sungai belakang masjid', 1);
    const before = await countProposals('2026', wholeDistrict);
    const unanswered = await countUnanswered('2026', wholeDistrict, testNow);
    for (const number of [1, 2, 3])
      await send(stranger, 'Siring sungai di belakang masjid', number, head?.code);
    expect(await quotaLeft(testRound, real)).toBe(2);
    expect(await quotaLeft(testRound, stranger)).toBe(0);
    expect(await send(stranger, 'Satu lagi', 4)).toBeNull();
    if (!head) throw new Error('nothing was sent');
    expect((await reread(head)).support).toBe(0);
    const draft = { round: '2026', village, quotaKey: 'other', text: 'Siring sungai masjid', issue: null };
    expect((await findTwins(draft)).map(({ code }) => code)).toEqual([head.code]);
    const after = await countProposals('2026', wholeDistrict);
    expect(after).toEqual({ ...before, unconfirmed: before.unconfirmed + 3 });
    expect(await countUnanswered('2026', wholeDistrict, testNow)).toEqual(unanswered);
    const { total } = await listProposals(
      { round: '2026', unconfirmed: true, village },
      wholeDistrict,
      1,
      testNow,
    );
    expect(total).toBe(3);
  });

  it('cannot be joined, and teaches the classifier nothing', async () => {
    const village = aVillage();
    const pending = await send(await somebody(village, '03', false), 'Jembatan gantung tengah', 1);
    if (!pending) throw new Error('nothing was sent');
    const joined = await send(await somebody(village, '04', true), 'Jembatan gantung', 1, pending.code);
    expect(joined?.supports).toBeUndefined();
    expect((await reread(pending)).support).toBe(0);
    const ani = { name: 'ani@x.id', role: 'coordinator', scope: wholeDistrict };
    await correctIssue(pending, 0, 'ipm', ani, testNow);
    expect(await ExampleModel.countDocuments()).toBe(0);
  });

  it('gives the seat what its quota has room for once they are confirmed, the oldest first', async () => {
    await RoundModel.create(testRound).catch(() => {});
    const village = aVillage();
    const real = await somebody(village, '05', true);
    await send(real, 'Sumur bor', 1);
    await send(real, 'Lampu jalan', 2);
    const stranger = await somebody(village, '05', false);
    const [first, second] = [await send(stranger, 'Jamban', 1), await send(stranger, 'Titian', 2)];
    expect(await admitProposals(stranger)).toEqual({ admitted: [], left: [] });
    const { admitted, left } = await admitProposals(await confirmed(stranger));
    expect([admitted, left].map((some) => some.map(({ code }) => code))).toEqual([
      [first?.code],
      [second?.code],
    ]);
    expect(await quotaLeft(testRound, real)).toBe(0);
    const stored = await ProposalModel.find({ participant: stranger._id }).sort({ submittedAt: 1 }).lean();
    expect(stored.map(({ quotaKey, unconfirmed }) => [quotaKey, unconfirmed])).toEqual([
      [`${village}/rt/05`, undefined],
      [`${village}/pending/${stranger._id}`, true],
    ]);
    expect((await admitProposals({ ...stranger, verified: true })).admitted).toEqual([]);
  });

  it('is admitted at the next start where a list confirmed them, and set apart where an older version had not', async () => {
    await RoundModel.create(testRound).catch(() => {});
    const village = aVillage();
    const listed = await somebody(village, '06', false);
    await send(listed, 'Jamban', 1);
    await confirmed(listed);
    const older = await somebody(village, '07', false);
    await send(older, 'Titian', 1);
    await ProposalModel.updateOne(
      { participant: older._id },
      { $unset: { unconfirmed: 1 }, $set: { quotaKey: `${village}/rt/07` } },
    );
    await setPendingApart();
    await admitConfirmed();
    const keys = await ProposalModel.find({ village }).sort({ quotaKey: 1 }).lean();
    expect(keys.map(({ quotaKey }) => quotaKey)).toEqual([
      `${village}/pending/${older._id}`,
      `${village}/rt/06`,
    ]);
  });
});
