import { describe, expect, it } from 'vitest';
import { listDeadLetters, retryDeadLetter } from '../../src/messaging/queues/dead-letters.ts';
import { atOnce } from '../../src/outreach/dispatch/dispatcher.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { record } from '../../src/people/participants.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { recallAnswer, releaseDecision } from '../../src/proposals/release.ts';
import { decide } from '../../src/proposals/review.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { closeRound, releaseTerms } from '../../src/rounds/rounds.ts';
import { wholeDistrict } from '../../src/users/scope.ts';
import { type Held, useInviting } from '../support/inviting.ts';
import { useLooks } from '../support/looks.ts';
import { reread } from '../support/proposals.ts';
import { someAnswers } from '../support/proposing.ts';

const ani = { name: 'ani', role: 'coordinator', scope: wholeDistrict };
const budi = { ...ani, name: 'budi' };
const office = useInviting();
/** The sender looks for something to do once more, and does it. */
const looked = useLooks();

/** The first people of the round have sent a proposal each, which is decided; `release` makes all answers due. */
async function decided(
  held: Held,
  count = held.people.length,
): Promise<{ ids: string[]; release(): Promise<void> }> {
  const { clock } = office();
  const ids: string[] = [];
  for (const participant of held.people.slice(0, count)) {
    const sent = { round: held.round, participant, number: 1, answers: someAnswers() };
    const proposal = await submitProposal({ ...sent, channel: 'simulator', now: clock.now });
    if (!proposal) throw new Error('the quota is used up');
    const decision = { outcome: 'accepted', sentence: 'Masuk daftar.' } as const;
    await decide(await reread(proposal), proposal.revision, decision, ani, clock.now);
    ids.push(proposal._id);
  }
  return {
    ids,
    release: async () => {
      for (const id of ids) await releaseDecision(id, ani, clock.now);
    },
  };
}

const answersTo = (held: Held, n: number) =>
  office()
    .simulator.sentTo(held.addressOf(n))
    .filter(({ text }) => text.startsWith('Kabar usulan'));
const answered = (held: Held) => held.people.map((_, index) => answersTo(held, index + 1).length);
const deliveryOf = async (id: string) => (await reread({ _id: id })).decision?.delivery;
const untilNoneWaits = (held: Held) =>
  office().until(async () => {
    const waiting = {
      round: held.round._id,
      'decision.delivery.status': { $in: ['queued', 'taken', 'sending'] },
    };
    return (await ProposalModel.countDocuments(waiting)) === 0;
  }, 'answers sent');

describe('released answers', () => {
  it('reach every proposer once, through restarts in the middle, also when the round is over', async () => {
    const held = await office().begin(30);
    const { release } = await decided(held);
    office().network.slowMs = 200;
    await closeRound(held.round._id);
    await release();
    for (const reached of [5, 15]) {
      await office().until(() => answered(held).filter(Boolean).length >= reached, `${reached} answered`);
      await office().restart();
    }
    await untilNoneWaits(held);
    expect(answered(held)).toEqual(held.people.map(() => 1));
  });

  it('wait for the end of the quiet hours and of the Friday prayer', async () => {
    const held = await office().begin(2);
    const { ids, release } = await decided(held);
    const { clock } = office();
    // Thursday evening, then Friday noon, then Friday afternoon in Balangan.
    clock.now = new Date('2026-12-03T13:00:00Z');
    await release();
    await looked();
    expect(answered(held)).toEqual([0, 0]);
    clock.now = new Date('2026-12-04T04:00:00Z');
    await looked();
    expect(answered(held)).toEqual([0, 0]);
    expect(await deliveryOf(ids[0] ?? '')).toMatchObject({ status: 'queued', channel: 'simulator' });
    clock.now = new Date('2026-12-04T05:31:00Z');
    await untilNoneWaits(held);
    expect(answered(held)).toEqual([1, 1]);
  });

  it('stay for ten minutes, in which they are recalled and reach nobody; what is released anew waits again', async () => {
    const held = await office().begin(3);
    const { ids } = await decided(held);
    const [kept = '', recalled = '', again = ''] = ids;
    const { clock } = office();
    const begun = clock.now;
    const at = (seconds: number) => new Date(begun.getTime() + seconds * 1_000);
    const terms = releaseTerms(held.round);
    const release = async (id: string) =>
      expect(await releaseDecision(id, budi, clock.now, { terms })).toBe(true);
    for (const id of ids) await release(id);
    clock.now = at(599);
    await looked();
    expect(await deliveryOf(kept)).toEqual({ status: 'queued', at: begun, heldUntil: at(600) });
    for (const id of [recalled, again]) expect(await recallAnswer(id, ani, clock.now)).toBe(true);
    await release(again);
    clock.now = at(600);
    await office().until(() => answersTo(held, 1).length === 1, 'the one that was left alone has left');
    await looked();
    expect(answered(held)).toEqual([1, 0, 0]);
    expect(await recallAnswer(kept, ani, at(0))).toBe(false);
    expect((await reread({ _id: recalled })).decision).toMatchObject({ outcome: 'accepted', by: 'ani' });
    expect(await deliveryOf(recalled)).toBeUndefined();
    clock.now = at(599 + 600);
    await untilNoneWaits(held);
    expect(answered(held)).toEqual([1, 0, 1]);
  });

  it('that cannot be delivered are dead letters; "not now" is tried again, "perhaps" is for a person', async () => {
    const held = await office().begin(5);
    const { app, clock, simulator } = office();
    const { ids, release } = await decided(held);
    const fail = (n: number, failure: Parameters<typeof simulator.failNext>[0]) =>
      simulator.failNext(failure, { address: held.addressOf(n) });
    fail(1, { kind: 'refused', reason: 'too long' });
    fail(2, { kind: 'unreachable', reason: 'blocked' });
    fail(3, { kind: 'later', retryAfterMs: 300, reason: '429' });
    fail(4, { kind: 'later', retryAfterMs: 300, reason: 'cut', uncertain: true });
    await record.stop(held.people[4]?._id ?? '', clock.now);
    await release();
    await untilNoneWaits(held);
    expect(answered(held)).toEqual([0, 0, 1, 0, 0]);
    const letters = await listDeadLetters(app.runtime.queues);
    const reasons = new Map(letters.map(({ queue, id, reason }) => [id, `${queue}: ${reason}`]));
    expect(ids.map((id) => reasons.get(id))).toEqual([
      'answers: too long',
      'answers: blocked',
      undefined,
      'answers: cut',
      'answers: opted out, or no channel leads to him',
    ]);
    expect(await Promise.all(ids.map(async (id) => (await deliveryOf(id))?.status))).toEqual([
      'failed',
      'failed',
      'sent',
      'unknown',
      'failed',
    ]);

    for (const id of ids) await retryDeadLetter(app.runtime.queues, 'answers', id, clock.now);
    await untilNoneWaits(held);
    // Who has blocked us or said STOP gets nothing however often it is tried; who has their answer gets no second.
    expect(answered(held)).toEqual([1, 0, 1, 1, 0]);
  });

  it('go before the invitations that wait', async () => {
    const held = await office().begin(80);
    const { release } = await decided(held, 20);
    const { network, simulator } = office();
    network.slowMs = 300;
    const { _id: id } = await held.plan();
    await office().until(() => held.reached() >= 1, 'the sending has begun');
    // The network rests while they are released, so that a busy machine does not send all invitations meanwhile.
    network.status = { state: 'reconnecting', since: '2026-12-01T00:00:00Z' };
    await office().until(
      async () => (await InvitationModel.countDocuments({ status: { $in: ['taken', 'sending'] } })) === 0,
      'nothing is under way',
    );
    await release();
    expect(answered(held).filter(Boolean)).toEqual([]);
    const order: boolean[] = [];
    const silence = simulator.onSent((_, { text }) => void order.push(text.startsWith('Kabar usulan')));
    network.status = null;
    network.slowMs = 0;
    await held.untilDone(id);
    silence();
    expect(order.filter(Boolean)).toHaveLength(20);
    // When the first invitation is taken every answer is, and those not sent yet are in other hands.
    const first = order.indexOf(false);
    expect(first === -1 ? order.length : first).toBeGreaterThan(20 - atOnce);
    // Who has sent their proposal already is not invited any more.
    expect(held.times()).toEqual(held.people.map((_, index) => (index < 20 ? expect.any(Number) : 1)));
  });
});
