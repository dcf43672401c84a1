import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReminderModel } from '../../src/outreach/model/reminder.model.ts';
import { nextReminder } from '../../src/outreach/planning/reminder-rule.ts';
import { writeDueReminders } from '../../src/outreach/sources/reminders.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { tuesdayMorning, useInviting } from '../support/inviting.ts';

const sentAt = new Date('2026-12-01T02:00:00Z');
const hours = (n: number) => new Date(sentAt.getTime() + n * 3600_000);
const distances = [72, 168];

describe('when somebody is reminded', () => {
  it('is counted from the sent time, two times at most', () => {
    const facts = { sentAt, conversation: null };
    expect(nextReminder({ ...facts, reminded: [] }, distances)).toEqual(hours(72));
    expect(nextReminder({ ...facts, reminded: [hours(72)] }, distances)).toEqual(hours(168));
    expect(nextReminder({ ...facts, reminded: [hours(72), hours(168)] }, [...distances, 500])).toBeNull();
    expect(nextReminder({ ...facts, reminded: [] }, [])).toBeNull();
  });

  it('is not brought closer to the first one by a first one that came late', () => {
    expect(nextReminder({ sentAt, conversation: null, reminded: [hours(160)] }, distances)).toEqual(
      hours(256),
    );
  });

  it('is never for who has sent a proposal, declined, or written within a day', () => {
    const talk = { status: 'open' as const, submitted: 0, lastMovedAt: hours(1) };
    const next = (conversation: typeof talk | { status: 'stopped'; submitted: number; lastMovedAt: Date }) =>
      nextReminder({ sentAt, reminded: [], conversation }, distances);
    expect(next(talk)).toEqual(hours(72));
    expect(next({ ...talk, submitted: 1 })).toBeNull();
    expect(next({ ...talk, status: 'stopped' })).toBeNull();
    expect(next({ ...talk, lastMovedAt: hours(70) })).toEqual(hours(94));
  });

  it('is never before its distance, and at most two times in all', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(gaps, fc.array(fc.nat(300), { maxLength: 4 }), (some, late) => {
        const at = some.toSorted((a, b) => a - b);
        const reminded: Date[] = [];
        for (const delay of [...late, 0, 0, 0]) {
          const due = nextReminder({ sentAt, reminded, conversation: null }, at);
          if (!due) break;
          expect(due.getTime()).toBeGreaterThanOrEqual(hours(at[reminded.length] ?? 0).getTime());
          reminded.push(new Date(due.getTime() + delay * 3600_000));
        }
        expect(reminded).toHaveLength(at.length);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('a reminder', () => {
  const office = useInviting();

  it('says where they stopped, goes to the unfinished only, and not to whom has written meanwhile', async () => {
    const held = await office().begin(3);
    const { clock, simulator, until } = office();
    await held.untilDone((await held.plan())._id);
    clock.now = new Date(clock.now.getTime() + 10_000);
    const say = async (n: number, ...words: string[]) => {
      for (const text of words) {
        const before = simulator.sentTo(held.addressOf(n)).length;
        await simulator.say(held.addressOf(n), { kind: 'text', text });
        await until(() => simulator.sentTo(held.addressOf(n)).length > before, `an answer to ${text}`);
      }
    };
    // The first stops at question 4, the second answers nothing, the third says STOP.
    await say(1, '1', '1', 'jalan ke kebun rusak parah', '6');
    await say(3, 'STOP');

    clock.now = hours(71);
    expect(await writeDueReminders(clock.now)).toBe(0);
    // Friday 4 December, 10.00: 72 hours after, and an hour at which people may be written to.
    clock.now = hours(72.1);
    expect(await writeDueReminders(clock.now)).toBe(2);
    expect(await writeDueReminders(clock.now)).toBe(0);
    const last = (n: number) => simulator.sentTo(held.addressOf(n)).at(-1)?.text ?? '';
    await until(() => /tersimpan/.test(last(1)) && /menunggu/.test(last(2)), 'reminders');
    expect(last(1)).toContain('tersimpan sampai pertanyaan 3 dari 9');
    expect(last(1)).toContain('4/9');
    expect(last(2)).toContain('masih menunggu jawaban');
    expect(last(3)).not.toMatch(/masih menunggu|tersimpan sampai/);

    // Decided at night, answered before it could be sent: it is taken off.
    clock.now = new Date('2026-12-08T14:00:00Z');
    expect(await writeDueReminders(clock.now)).toBe(2);
    await say(1, 'perbaikan jalan ke kebun');
    clock.now = new Date('2026-12-09T00:00:00Z');
    const statuses = async () => {
      const rows = await ReminderModel.find({ round: held.round._id, number: 2 }).lean();
      return rows
        .map(({ participant, status }) => [participant === held.people[0]?._id ? 1 : 2, status])
        .sort();
    };
    const onTheirWay = { status: { $in: ['queued', 'taken', 'sending'] as const } };
    await until(async () => (await ReminderModel.countDocuments(onTheirWay)) === 0, 'second reminders');
    expect(await statuses()).toEqual([
      [1, 'moved'],
      [2, 'sent'],
    ]);
    clock.now = new Date('2026-12-30T02:00:00Z');
    expect(await writeDueReminders(clock.now)).toBe(0);
  });

  it('does not go to a chat that was untied from its person meanwhile', async () => {
    office().clock.now = tuesdayMorning;
    const held = await office().begin(1);
    const { clock, simulator, until } = office();
    await held.untilDone((await held.plan())._id);
    const before = simulator.sentTo(held.addressOf(1)).length;
    await ParticipantModel.updateOne({ _id: held.people[0]?._id ?? '' }, { $unset: { addresses: 1 } });
    clock.now = hours(72.1);
    expect(await writeDueReminders(clock.now)).toBe(1);
    await until(
      async () => (await ReminderModel.exists({ round: held.round._id, status: 'moved' })) !== null,
      'the reminder to be taken off',
    );
    expect(simulator.sentTo(held.addressOf(1))).toHaveLength(before);
  });
});
