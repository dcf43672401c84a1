import { describe, expect, it } from 'vitest';
import { broadcast } from '../../src/outreach/model/broadcasts.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { countInvitations, markReceipt } from '../../src/outreach/model/invitations.ts';
import { record } from '../../src/people/participants.ts';
import { type Held, useInviting } from '../support/inviting.ts';
import { useLooks } from '../support/looks.ts';

const office = useInviting();
const once = (people: number) => Array.from({ length: people }, () => 1);

/** The sender looks for something to do once more, and does it. */
const looked = useLooks();
const nothingInFlight = ({ round }: Held) =>
  office().until(async () => (await countInvitations(round._id)).sending === 0, 'what was in flight');

describe('a sending', () => {
  it('reaches everybody once, and is then done', async () => {
    const held = await office().begin(20);
    const { _id: id } = await held.plan();
    await held.untilDone(id);
    expect(held.times()).toEqual(once(20));
    expect(await countInvitations(held.round._id)).toMatchObject({ sent: 20, queued: 0, sending: 0 });
  });

  it('stops at a pause, goes on at a resume, and never begins again after a cancel', async () => {
    const held = await office().begin(50);
    const { clock, network, until } = office();
    network.slowMs = 300;
    const { _id: id } = await held.plan();
    await until(() => held.reached() >= 3, 'begun');
    await broadcast.pause(id, 'ani', clock.now);
    await nothingInFlight(held);
    const paused = held.reached();
    expect(paused).toBeLessThan(50);
    await looked();
    expect(held.reached()).toBe(paused);

    await broadcast.resume(id, 'ani', clock.now);
    await until(() => held.reached() > paused, 'resumed');
    expect(await broadcast.cancel(id, 'ani', clock.now)).toBe(true);
    expect(await broadcast.resume(id, 'budi', clock.now)).toBe(false);
    await nothingInFlight(held);
    const cancelled = held.reached();
    expect(cancelled).toBeLessThan(50);
    await looked();
    expect(held.reached()).toBe(cancelled);
    expect(await held.stateOf(id)).toBe('cancelled');

    // Whom the cancelled one had not reached, the next one reaches; the others it leaves in peace.
    network.slowMs = 0;
    await held.untilDone((await held.plan())._id);
    expect(held.times()).toEqual(once(50));
  });

  it('waits for its hour, and for the end of the quiet hours', async () => {
    const held = await office().begin(3);
    const { clock, until } = office();
    clock.now = new Date('2026-12-01T14:00:00Z');
    const { _id: id } = await held.plan({ at: new Date('2026-12-01T15:00:00Z') });
    await looked();
    expect(await held.stateOf(id)).toBe('scheduled');
    clock.now = new Date('2026-12-01T15:00:01Z');
    await until(async () => (await held.stateOf(id)) === 'sending', 'begun');
    await looked();
    expect(held.reached()).toBe(0);
    clock.now = new Date('2026-12-01T23:00:00Z');
    await held.untilDone(id);
    expect(held.times()).toEqual(once(3));
  });

  it('is not disturbed by a clock that is moved back and forth', async () => {
    const held = await office().begin(30);
    const { clock, network, until } = office();
    network.slowMs = 300;
    const { _id: id } = await held.plan();
    await until(() => held.reached() >= 3, 'begun');
    clock.now = new Date('2025-06-03T02:00:00Z');
    await until(() => held.reached() >= 14, 'goes on in the past');
    clock.now = new Date('2027-06-01T02:00:00Z');
    await held.untilDone(id);
    expect(held.times()).toEqual(once(30));
  });

  it('waits for a channel that is down, and fails nobody for it', async () => {
    const held = await office().begin(3);
    office().network.status = { state: 'logged-out', since: '2026-12-01T00:00:00Z' };
    const { _id: id } = await held.plan();
    await office().until(async () => (await held.stateOf(id)) === 'sending', 'begun');
    await looked();
    expect(await countInvitations(held.round._id)).toMatchObject({ queued: 3, failed: 0 });
    office().network.status = null;
    await held.untilDone(id);
    expect(held.times()).toEqual(once(3));
  });

  it('leaves alone who says STOP before their turn', async () => {
    const held = await office().begin(2);
    const { clock, until } = office();
    clock.now = new Date('2026-12-01T14:00:00Z');
    const { _id: id } = await held.plan();
    await until(async () => (await held.stateOf(id)) === 'sending', 'begun');
    await record.stop(held.people[0]?._id ?? '', clock.now);
    clock.now = new Date('2026-12-01T23:00:00Z');
    await held.untilDone(id);
    expect(held.times()).toEqual([0, 1]);
    const failed = await InvitationModel.findOne({ round: held.round._id, status: 'failed' }).lean();
    expect(failed?.reason).toBe('opted out');
  });
});

describe('what a network says of a send', () => {
  it('"not now" is tried again, "perhaps" is unknown, "never" is failed: nobody gets it twice', async () => {
    const held = await office().begin(6);
    const { simulator } = office();
    const fail = (n: number, failure: Parameters<typeof simulator.failNext>[0], times = 1) =>
      simulator.failNext(failure, { address: held.addressOf(n), times });
    fail(1, { kind: 'later', retryAfterMs: 300, reason: '429' }, 2);
    fail(2, { kind: 'later', retryAfterMs: 300, reason: 'cut', uncertain: true });
    fail(3, { kind: 'unreachable', reason: 'blocked' });
    fail(4, { kind: 'refused', reason: 'too long' });
    const { _id: id } = await held.plan();
    await held.untilDone(id);
    expect(await countInvitations(held.round._id)).toMatchObject({ sent: 3, unknown: 1, failed: 2 });
    expect(held.times()).toEqual([1, 0, 0, 0, 1, 1]);

    await held.untilDone((await held.plan({ retry: 'unknown' }))._id);
    expect(held.times()).toEqual([1, 1, 0, 0, 1, 1]);
  });

  it('is written to the invitation: delivered, read, answered', async () => {
    const held = await office().begin(1);
    const { clock, simulator, until } = office();
    await held.untilDone((await held.plan())._id);
    const row = () => InvitationModel.findOne({ round: held.round._id }).lean();
    const { messageId = '' } = (await row()) ?? {};
    expect(messageId).not.toBe('');
    await markReceipt('simulator', messageId, 'read', clock.now);
    expect((await row())?.status).toBe('read');
    // The service looks again which round is open.
    clock.now = new Date(clock.now.getTime() + 10_000);
    await simulator.say(held.addressOf(1), { kind: 'text', text: '1' });
    await until(async () => (await row())?.status === 'answered', 'answered');
  });
});

describe('a restart in the middle', () => {
  it('loses nobody and invites nobody twice', async () => {
    const held = await office().begin(40);
    office().network.slowMs = 200;
    const { _id: id } = await held.plan();
    for (const reached of [5, 20]) {
      await office().until(() => held.reached() >= reached, `${reached} reached`);
      await office().restart();
    }
    await held.untilDone(id);
    expect(held.times()).toEqual(once(40));
    expect(await countInvitations(held.round._id)).toMatchObject({ sent: 40, unknown: 0 });
  });
});
