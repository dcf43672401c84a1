import { describe, expect, it } from 'vitest';
import { lookUpInPublic } from '../../src/proposals/lookup.ts';
import { type Proposal, ProposalModel } from '../../src/proposals/proposal.model.ts';
import { recallAnswer, recallableAnswers, releaseDecision } from '../../src/proposals/release.ts';
import { type Actor, decide } from '../../src/proposals/review.ts';
import { answerLeftSupporters } from '../../src/proposals/support.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { useDatabase } from '../support/database.ts';
import { reread } from '../support/proposals.ts';
import { aProposal, testNow } from '../support/proposing.ts';

useDatabase([ProposalModel, CounterModel]);

const ani: Actor = { name: 'ani@example.go.id', role: 'coordinator', scope: wholeDistrict };
const budi: Actor = { ...ani, name: 'budi@example.go.id' };
const elsewhere: Actor = { ...budi, scope: { kind: 'kecamatan', codes: ['63.11.09'] } };
const terms = { releasedByOther: true, recallMinutes: 10 };
const minute = (n: number) => new Date(testNow.getTime() + n * 60_000);

async function drafted(): Promise<Proposal> {
  const proposal = await aProposal();
  await decide(proposal, 0, { outcome: 'accepted', sentence: 'Masuk daftar.' }, ani, testNow);
  return reread(proposal);
}

describe('an answer', () => {
  it('is released by another person than who drafted it', async () => {
    const { _id } = await drafted();
    expect(await releaseDecision(_id, ani, testNow, { terms })).toBe(false);
    expect(await reread({ _id })).toMatchObject({ status: 'in-review', revision: 1 });
    expect(await releaseDecision(_id, budi, testNow, { terms })).toBe(true);
    const { status, history } = await reread({ _id });
    expect([status, history.at(-1)?.by, history.at(-1)?.sentence]).toEqual([
      'accepted',
      budi.name,
      undefined,
    ]);
  });

  it('is released by who drafted it for a reason, which stays in its history', async () => {
    const { _id } = await drafted();
    expect(await releaseDecision(_id, ani, testNow, { terms, because: 'Sendirian.' })).toBe(true);
    expect((await reread({ _id })).history.at(-1)).toMatchObject({ by: ani.name, sentence: 'Sendirian.' });
  });

  it('is released by anybody where the round says so, and is due at once where nothing is recalled', async () => {
    const { _id } = await drafted();
    expect(
      await releaseDecision(_id, ani, testNow, { terms: { releasedByOther: false, recallMinutes: 0 } }),
    ).toBe(true);
    expect((await reread({ _id })).decision?.delivery).toEqual({ status: 'queued', at: testNow });
    expect(await recallAnswer(_id, ani, testNow)).toBe(false);
  });
});

describe('a recalled answer', () => {
  it('is the draft it was, to be changed and released anew; nobody has heard of it', async () => {
    const { _id, code, round } = await drafted();
    await releaseDecision(_id, budi, testNow, { terms });
    expect((await recallableAnswers(round, ani, minute(9))).map((one) => one._id)).toContain(_id);
    expect(await recallAnswer(_id, elsewhere, minute(9))).toBe(false);
    expect(await recallAnswer(_id, ani, minute(9))).toBe(true);
    const { status, decision, history } = await reread({ _id });
    expect({ status, decision }).toEqual({
      status: 'in-review',
      decision: { outcome: 'accepted', sentence: 'Masuk daftar.', by: ani.name, role: ani.role, at: testNow },
    });
    expect(history.at(-1)).toMatchObject({ what: 'recalled', by: ani.name, from: 'accepted' });
    expect(await lookUpInPublic(code)).toMatchObject({ status: 'in-review' });
    expect(await recallAnswer(_id, ani, minute(9))).toBe(false);
    await decide(await reread({ _id }), 3, { outcome: 'accepted', sentence: 'Lebih jelas.' }, ani, minute(9));
    expect(await releaseDecision(_id, budi, minute(9), { terms })).toBe(true);
  });

  it('is none any more when its ten minutes are over, or a sender has it', async () => {
    const { _id, round } = await drafted();
    await releaseDecision(_id, budi, testNow, { terms });
    expect(await recallAnswer(_id, ani, minute(10))).toBe(false);
    expect((await recallableAnswers(round, ani, minute(10))).map((one) => one._id)).not.toContain(_id);
    await ProposalModel.updateOne({ _id }, { $set: { 'decision.delivery.status': 'taken' } });
    expect(await recallAnswer(_id, ani, minute(1))).toBe(false);
  });

  it('is none where the proposal has gone on meanwhile', async () => {
    const { _id } = await drafted();
    await releaseDecision(_id, budi, testNow, { terms });
    await ProposalModel.updateOne({ _id }, { $set: { status: 'musrenbang-desa' } });
    expect(await recallAnswer(_id, ani, minute(1))).toBe(false);
    expect(await reread({ _id })).toMatchObject({
      status: 'musrenbang-desa',
      decision: { releasedAt: testNow },
    });
  });

  it('is recalled by one of three who press at once', async () => {
    const { _id } = await drafted();
    await releaseDecision(_id, budi, testNow, { terms });
    const recalled = await Promise.all([1, 2, 3].map(() => recallAnswer(_id, ani, minute(1))));
    expect(recalled.filter(Boolean)).toHaveLength(1);
    expect((await reread({ _id })).history.filter(({ what }) => what === 'recalled')).toHaveLength(1);
  });

  it('is taken back from supporters too, who are given the next one', async () => {
    const head = await drafted();
    const supporter = await aProposal();
    await ProposalModel.updateOne({ _id: head._id }, { $set: { supporters: [supporter._id], support: 1 } });
    await ProposalModel.updateOne(
      { _id: supporter._id },
      { $set: { supports: { id: head._id, code: head.code } } },
    );
    await releaseDecision(head._id, budi, testNow, { terms });
    const given = (await reread(supporter)).decision;
    expect(given).toMatchObject({ with: head.code, delivery: { status: 'queued', heldUntil: minute(10) } });
    // Theirs is recalled with the one it was given with, and not alone.
    expect(await recallAnswer(supporter._id, ani, minute(1))).toBe(false);
    expect(await recallAnswer(head._id, ani, minute(1))).toBe(true);
    expect(await reread(supporter)).toMatchObject({ status: 'in-review' });
    expect((await reread(supporter)).decision).toBeUndefined();
    await answerLeftSupporters();
    expect((await reread(supporter)).decision).toBeUndefined();
    await releaseDecision(head._id, budi, minute(2), { terms });
    expect((await reread(supporter)).decision?.delivery?.heldUntil).toEqual(minute(12));
  });
});
