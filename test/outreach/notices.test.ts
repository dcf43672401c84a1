import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { erase } from '../../src/messaging/privacy/erase.ts';
import {
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from '../../src/messaging/queues/dead-letters.ts';
import { type NewNotice, NoticeModel } from '../../src/outreach/model/notice.model.ts';
import { notify } from '../../src/outreach/model/notices.ts';
import { whatsappSendLimits } from '../../src/outreach/planning/send-limits.ts';
import { readUsage } from '../../src/outreach/planning/usage.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { record } from '../../src/people/participants.ts';
import { submitProposal } from '../../src/proposals/submit.ts';
import { closeRound } from '../../src/rounds/rounds.ts';
import { type Held, useInviting } from '../support/inviting.ts';
import { useLooks } from '../support/looks.ts';
import { someAnswers } from '../support/proposing.ts';

const office = useInviting();
const looked = useLooks();

const passed = { forum: 'Musrenbang Desa Juai', day: Date.parse('2027-01-12'), rank: 2, head: 'none' };

/** A notice for each person of a round, about what all of them have reached. */
const toAll = (held: Held, step: string, fields: Partial<NewNotice> = {}): NewNotice[] =>
  held.people.map(({ _id: participant }) => ({
    _id: `${step}:${participant}`,
    participant,
    round: held.round._id,
    key: 'step.passed.musrenbang-desa',
    args: { ...passed, code: 'RR-27-0101-0001', title: 'Jalan tani' },
    ...fields,
  }));

const textsTo = (held: Held, n: number) =>
  office()
    .simulator.sentTo(held.addressOf(n))
    .map(({ text }) => text)
    .filter((text) => /^(Kabar lanjutan|Habar lanjutan|News of)/.test(text));
const told = (held: Held) => held.people.map((_, index) => textsTo(held, index + 1).length);
const untilNoneWaits = (held: Held) =>
  office().until(async () => {
    const waiting = { round: held.round._id, status: { $in: ['queued', 'taken', 'sending'] } };
    return (await NoticeModel.countDocuments(waiting as object)) === 0;
  }, 'notices sent');
const statuses = async (notices: readonly NewNotice[]) => {
  const rows = await NoticeModel.find({ _id: { $in: notices.map(({ _id }) => _id) } }).lean();
  return notices.map(({ _id }) => rows.find((row) => row._id === _id)?.status);
};

describe('notices', () => {
  it('reach everybody once, however often they are said, through restarts, also when the round is over', async () => {
    const held = await office().begin(30);
    const notices = toAll(held, 'once');
    office().network.slowMs = 200;
    await closeRound(held.round._id);
    expect(await notify(notices.slice(0, 20), office().clock.now)).toBe(20);
    expect(await notify(notices, office().clock.now)).toBe(10);
    expect(await notify(notices, office().clock.now)).toBe(0);
    for (const reached of [5, 15]) {
      await office().until(() => told(held).filter(Boolean).length >= reached, `${reached} told`);
      await office().restart();
    }
    await untilNoneWaits(held);
    expect(told(held)).toEqual(held.people.map(() => 1));
  });

  it('are in the language of their person, of their proposal as it is now, with the words of the office below', async () => {
    const held = await office().begin(3);
    const { clock } = office();
    const notices: NewNotice[] = [];
    for (const [index, locale] of (['id', 'bjn', 'en'] as const).entries()) {
      const participant = held.people[index];
      if (!participant) throw new Error('nobody');
      await ParticipantModel.updateOne({ _id: participant._id }, { locale });
      const sent = { round: held.round, participant, number: 1, answers: someAnswers() };
      const proposal = await submitProposal({ ...sent, channel: 'simulator', now: clock.now });
      if (!proposal) throw new Error('the quota is used up');
      notices.push({
        _id: `said:${proposal._id}`,
        participant: participant._id,
        round: held.round._id,
        key: 'step.held.skpd',
        args: { ...passed, head: proposal.code },
        proposal: proposal._id,
        words: 'Lahan belum jelas; {ini} bukan <b>pola</b>.',
      });
    }
    await notify(notices, clock.now);
    await untilNoneWaits(held);
    const texts = [1, 2, 3].map((n) => textsTo(held, n).join());
    expect(texts.map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
      'Kabar lanjutan usulan',
      'Habar lanjutan usulan',
      'News of proposal',
    ]);
    for (const text of texts) {
      expect(text).toContain(': Perbaikan jalan menuju kebun karet\n');
      expect(text).toMatch(/12 (Januari|January) 2027/);
      expect(text.endsWith('\n\nLahan belum jelas; {ini} bukan <b>pola</b>.')).toBe(true);
    }
  });

  it('reach one person in the order in which they were said', async () => {
    const held = await office().begin(3);
    const { network } = office();
    network.slowMs = 30;
    const steps = ['musrenbang-desa', 'skpd', 'rkpd', 'apbd', 'realised'];
    for (const [index, step] of steps.entries())
      await notify(toAll(held, `order-${index}`, { key: `step.passed.${step}` }), office().clock.now);
    await untilNoneWaits(held);
    for (const n of [1, 2, 3])
      expect(
        textsTo(held, n).map((text) => /Disepakati|Diterima|RKPD|APBD|terlaksana/.exec(text)?.[0]),
      ).toEqual(['Disepakati', 'Diterima', 'RKPD', 'APBD', 'terlaksana']);
  });

  it('bring a file along, and one that is gone is for a person', async () => {
    const held = await office().begin(2);
    const { app, clock, simulator } = office();
    await writeFile(join(app.runtime.dataDir, 'lembar.pdf'), '%PDF-1.7 lembar');
    const [first, second] = held.people;
    const file = { name: 'Lembar Desa.pdf', path: 'lembar.pdf' };
    const notices = toAll(held, 'file').map((one) =>
      one.participant === second?._id ? { ...one, file: { ...file, path: 'weg.pdf' } } : { ...one, file },
    );
    await notify(notices, clock.now);
    await untilNoneWaits(held);
    expect(first && simulator.sentTo(held.addressOf(1)).at(-1)?.attachment).toMatchObject({
      name: 'Lembar Desa.pdf',
      bytes: Buffer.from('%PDF-1.7 lembar'),
    });
    expect(await statuses(notices)).toEqual(['sent', 'failed']);
  });

  it('wait for the end of the quiet hours', async () => {
    const held = await office().begin(2);
    const { clock } = office();
    // Nine in the evening, then seven in the morning in Balangan.
    clock.now = new Date('2026-12-03T13:00:00Z');
    const notices = toAll(held, 'hours');
    await notify(notices, clock.now);
    await looked();
    expect(told(held)).toEqual([0, 0]);
    expect(await statuses(notices)).toEqual(['queued', 'queued']);
    clock.now = new Date('2026-12-04T00:30:00Z');
    await untilNoneWaits(held);
    expect(told(held)).toEqual([1, 1]);
  });

  it('that cannot be delivered are dead letters; "not now" is tried again, "perhaps" is for a person, STOP is final', async () => {
    const held = await office().begin(5);
    const { app, clock, simulator } = office();
    const fail = (n: number, failure: Parameters<typeof simulator.failNext>[0]) =>
      simulator.failNext(failure, { address: held.addressOf(n) });
    fail(1, { kind: 'refused', reason: 'too long' });
    fail(2, { kind: 'unreachable', reason: 'blocked' });
    fail(3, { kind: 'later', retryAfterMs: 300, reason: '429' });
    fail(4, { kind: 'later', retryAfterMs: 300, reason: 'cut', uncertain: true });
    await record.stop(held.people[4]?._id ?? '', clock.now);
    const notices = toAll(held, 'faults');
    await notify(notices, clock.now);
    await untilNoneWaits(held);
    expect(told(held)).toEqual([0, 0, 1, 0, 0]);
    expect(await statuses(notices)).toEqual(['failed', 'failed', 'sent', 'unknown', 'failed']);
    const letters = await listDeadLetters(app.runtime.queues);
    const reasons = new Map(letters.map(({ queue, id, reason }) => [id, `${queue}: ${reason}`]));
    const ids = notices.map(({ _id }) => _id);
    expect(ids.map((id) => reasons.get(id))).toEqual([
      'notices: too long',
      'notices: blocked',
      undefined,
      'notices: cut',
      'notices: opted out, or no channel leads to them',
    ]);

    const [refused = '', , , , stopped = ''] = ids;
    for (const id of ids) await retryDeadLetter(app.runtime.queues, 'notices', id, clock.now);
    await untilNoneWaits(held);
    expect(told(held)).toEqual([1, 0, 1, 1, 0]);
    await discardDeadLetter(app.runtime.queues, 'notices', stopped, clock.now);
    await discardDeadLetter(app.runtime.queues, 'notices', refused, clock.now);
    expect(await statuses(notices)).toEqual(['sent', 'failed', 'sent', 'sent', 'dropped']);
  });

  it('count among what a careful network was sent first, and are refusals of its own', async () => {
    const held = await office().begin(2);
    const { clock, simulator } = office();
    clock.now = new Date('2027-03-02T02:00:00Z');
    simulator.failNext({ kind: 'refused', reason: 'no' }, { address: held.addressOf(2) });
    await notify(toAll(held, 'usage').slice(0, 1), clock.now);
    await untilNoneWaits(held);
    clock.now = new Date('2027-03-02T02:01:00Z');
    await notify(toAll(held, 'usage').slice(1), clock.now);
    await untilNoneWaits(held);
    const usage = await readUsage(simulator, whatsappSendLimits, clock.now, 'Asia/Makassar');
    expect(usage).toMatchObject({ sentToday: 1, refusals: { streak: 1, lastAt: clock.now } });
  });

  it('keep nothing of somebody who is erased', async () => {
    const held = await office().begin(1);
    const { app, clock } = office();
    const [person] = held.people;
    if (!person) throw new Error('nobody');
    await notify(toAll(held, 'erased', { words: 'Untuk Bapak Rusmadi' }), clock.now);
    await untilNoneWaits(held);
    clock.now = new Date('2026-12-03T13:00:00Z');
    await notify(toAll(held, 'waits', { words: 'Untuk Bapak Rusmadi' }), clock.now);
    await erase(person, app.runtime);
    const rows = await NoticeModel.find({ participant: person._id }).lean();
    expect(rows).toHaveLength(2);
    for (const trace of ['Rusmadi', held.addressOf(1), 'Jalan tani'])
      expect(JSON.stringify(rows)).not.toContain(trace);
    clock.now = new Date('2026-12-04T02:00:00Z');
    await untilNoneWaits(held);
    expect(told(held)).toEqual([1]);
  });
});
