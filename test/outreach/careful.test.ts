import { describe, expect, it } from 'vitest';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { broadcast } from '../../src/outreach/model/broadcasts.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import type { SendLimits } from '../../src/outreach/planning/send-limits.ts';
import { readUsage } from '../../src/outreach/planning/usage.ts';
import { type Held, useInviting } from '../support/inviting.ts';
import { useLooks } from '../support/looks.ts';

/** As WhatsApp's, with numbers that a test reaches. */
const sendLimits: SendLimits = {
  steps: [{ fromDay: 0, perDay: 6, firstContacts: 3 }],
  unanswered: { most: 8, windowDays: 14 },
  breaker: { streak: 2, restMinutes: 30 },
};
const office = useInviting({ sendLimits, outreachGap: { everyMs: 40, jitterMs: 20 } });

/** Ten in the morning in Balangan; the first is a Tuesday. */
const day = (n: number, time = '02:00') =>
  new Date(Date.parse(`2026-12-01T${time}:00Z`) + (n - 1) * 86_400_000);
/** The sender looks for something to do once more, and does it. */
const looked = useLooks();
const holdOf = async (id: string) => (await BroadcastModel.findById(id).lean())?.holds?.simulator;
const held = (id: string, why: string) =>
  office().until(async () => (await holdOf(id))?.why === why, `held for ${why}`);
const times = (round: Held, reached: number[]) =>
  round.people.map((_, index) => (reached.includes(index + 1) ? 1 : 0));

describe('a network that bans whoever writes too much', () => {
  it('gets so many first contacts a day and no more, whatever is restarted', async () => {
    const round = await office().begin(7);
    const { clock } = office();
    clock.now = day(1);
    const { _id: id } = await round.plan();
    await held(id, 'first-contact-cap');
    expect(round.reached()).toBe(3);
    expect((await holdOf(id))?.until).toEqual(day(1, '16:00'));
    await office().restart();
    await looked();
    expect(round.reached()).toBe(3);
    clock.now = day(2);
    await office().until(() => round.reached() === 6, 'the second day');
    await held(id, 'first-contact-cap');
    clock.now = day(3);
    await round.untilDone(id);
    expect(round.times()).toEqual(round.people.map(() => 1));
  });

  it('gets no new ones while too many have not answered, and one more for each who answers', async () => {
    const round = await office().begin(4);
    const { clock, simulator } = office();
    clock.now = day(4);
    // Seven of the days before have not answered.
    const facts = await readUsage(simulator, sendLimits, clock.now, 'Asia/Makassar');
    expect(facts).toMatchObject({ unanswered: 7, sentToday: 0, firstContactsToday: 0 });
    const { _id: id } = await round.plan();
    await held(id, 'unanswered');
    expect(round.reached()).toBe(1);
    const reached = round.times().indexOf(1) + 1;
    await simulator.say(round.addressOf(reached), { kind: 'text', text: '1' });
    await office().until(() => round.reached() === 2, 'one more');
    await looked();
    expect(round.reached()).toBe(2);
    await broadcast.cancel(id, 'ani', clock.now);
  });

  it('is left alone for half an hour after a streak of refusals, and tried with one', async () => {
    const round = await office().begin(5);
    const { clock, simulator } = office();
    clock.now = day(30);
    simulator.failNext({ kind: 'refused', reason: 'malformed' }, { times: 3 });
    const { _id: id } = await round.plan();
    await held(id, 'breaker');
    const failed = () => InvitationModel.countDocuments({ round: round.round._id, status: 'failed' });
    expect([await failed(), round.reached()]).toEqual([2, 0]);
    expect((await holdOf(id))?.until).toEqual(day(30, '02:30'));
    clock.now = day(30, '02:31');
    // The one that tries is refused too: the next rest begins.
    await office().until(async () => (await failed()) === 3, 'one tried');
    await looked();
    expect(round.reached()).toBe(0);
    clock.now = day(30, '03:02');
    await round.untilDone(id);
    expect(round.reached()).toBe(2);
  });

  it('is not hurried by a clock that is moved: into the night it waits, and back it goes on', async () => {
    const round = await office().begin(3);
    const { clock, network } = office();
    clock.now = day(50);
    network.slowMs = 300;
    const { _id: id } = await round.plan();
    await office().until(() => round.reached() >= 1, 'begun');
    clock.now = day(50, '15:00');
    await held(id, 'quiet-hours');
    const before = round.reached();
    await looked();
    expect(round.reached()).toBe(before);
    clock.now = day(49);
    await round.untilDone(id);
    expect(round.times()).toEqual(times(round, [1, 2, 3]));
  });
});

describe('a pause that reaches over the Friday prayer', () => {
  it('does not let anybody be written to during it, whoever resumes', async () => {
    const round = await office().begin(3);
    const { clock, network } = office();
    // Friday 15 January 2027, eleven o'clock in Balangan.
    clock.now = new Date('2027-01-15T03:00:00Z');
    network.slowMs = 300;
    const { _id: id } = await round.plan();
    await office().until(() => round.reached() === 1, 'begun');
    await broadcast.pause(id, 'ani', clock.now);
    clock.now = new Date('2027-01-15T04:00:00Z');
    await broadcast.resume(id, 'ani', clock.now);
    await held(id, 'quiet-hours');
    expect((await holdOf(id))?.until).toEqual(new Date('2027-01-15T05:30:00Z'));
    const before = round.reached();
    await looked();
    expect(round.reached()).toBe(before);
    clock.now = new Date('2027-01-15T05:30:00Z');
    await round.untilDone(id);
    expect(round.times()).toEqual(times(round, [1, 2, 3]));
  });
});
