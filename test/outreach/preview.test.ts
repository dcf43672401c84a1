import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadFlow } from '../../src/conversation/load-flow.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { broadcast, planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { type Invitation, InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { ReminderModel } from '../../src/outreach/model/reminder.model.ts';
import { keepLetter } from '../../src/outreach/planning/letters.ts';
import type { Desk } from '../../src/outreach/planning/planner.ts';
import { type Preview, previewInvitations, type Remark } from '../../src/outreach/planning/preview.ts';
import { progressOf } from '../../src/outreach/planning/progress.ts';
import { whatsappSendLimits } from '../../src/outreach/planning/send-limits.ts';
import { ParticipantModel } from '../../src/people/participant.model.ts';
import { addParticipants, record } from '../../src/people/participants.ts';
import { ProposalModel } from '../../src/proposals/proposal.model.ts';
import { RoundModel } from '../../src/rounds/round.model.ts';
import { findRound, openRound, setRound } from '../../src/rounds/rounds.ts';
import type { RoundSettings } from '../../src/rounds/settings.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { createContextProvider } from '../../src/talks/context-provider.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { FlowModel } from '../../src/talks/flow.model.ts';
import { openFlows } from '../../src/talks/flow-versions.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { useDatabase } from '../support/database.ts';
import { balanganRegions } from '../support/lists.ts';
import { engine, flows, texts } from '../support/talking.ts';

useDatabase([
  ...[BroadcastModel, ConversationModel, CounterModel, FlowModel, InvitationModel, MessageModel],
  ...[ParticipantModel, ProposalModel, RoundModel, ReminderModel],
]);

const regions = await balanganRegions();
const known = { flows: ['usulan'], regions };
const timeZone = 'Asia/Makassar';
/** Ten in the morning of a Tuesday in Balangan. */
const morning = new Date('2026-12-01T02:00:00Z');
const channels: Desk['channels'] = [
  { name: 'telegram', limits: { textLength: 4096, outreachPerSecond: 30 } },
  {
    name: 'whatsapp',
    limits: { textLength: 4096, outreachPerSecond: 0.33, outreachGap: { everyMs: 3_000, jitterMs: 2_000 } },
  },
];
const ready = { state: 'ready' as const, since: morning.toISOString() };
const linkedAt = new Date(morning.getTime() - 3600_000).toISOString();

let desk: Desk;
let folder: string;
let now = morning;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-preview-'));
  const district = { code: '63.11', name: 'Kabupaten Balangan' } as Parameters<
    typeof createContextProvider
  >[0]['district'];
  const clock = () => now;
  desk = {
    engine,
    texts,
    flows: await openFlows(flows, (source) => loadFlow(source, texts), morning),
    contexts: createContextProvider({ agency: 'Bapperida', district, timeZone, regions, texts, now: clock }),
    mediaDir: folder,
    timeZone,
    sendLimits: whatsappSendLimits,
    channels,
    statuses: async () => [
      { name: 'telegram', ...ready },
      { name: 'whatsapp', ...ready, linkedAt },
    ],
    now: clock,
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  now = morning;
  await Promise.all([
    ParticipantModel.deleteMany({}),
    RoundModel.deleteMany({}),
    BroadcastModel.deleteMany({}),
    InvitationModel.deleteMany({}),
  ]);
  await openRound(2026, morning);
});

/** Heads of RT in Juai who are reached in this way; numbers of their own far apart unless told otherwise. */
const enter = (channel: 'telegram' | 'whatsapp' | null, count: number, step = 1_003) =>
  addParticipants(
    Array.from({ length: count }, (_, index) => ({
      name: `Ketua ${index}`,
      office: 'ketua-rt' as const,
      rt: String(index + 1),
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
      ...(channel ? { address: `${channel}:${6281200000000 + (index + 1) * step}` } : {}),
    })),
    morning,
  );

async function preview(settings: RoundSettings = {}, at?: Date, other: Partial<Desk> = {}): Promise<Preview> {
  await setRound('2026', settings, known);
  const round = await findRound('2026');
  if (!round) throw new Error('no round');
  return previewInvitations(round, at ? { at } : {}, { ...desk, ...other });
}
const keys = (remarks: Remark[]) => remarks.map(({ key }) => key).sort();
/** As a clock in Balangan shows it. */
const wita = (at: Date | null) => at?.toLocaleString('sv-SE', { timeZone }).slice(0, 16);

describe('the preview of invitations', () => {
  it('counts by channel, and reckons the end from pace, caps and quiet hours', async () => {
    await enter('telegram', 290);
    await enter('whatsapp', 33);
    const { recipients, byChannel, startsAt, endsAt, warnings } = await preview();
    expect(recipients).toBe(323);
    expect(byChannel.map(({ channel, count, firstContacts }) => [channel, count, firstContacts])).toEqual([
      ['telegram', 290, 290],
      ['whatsapp', 33, 33],
    ]);
    expect(wita(startsAt)).toBe('2026-12-01 10:00');
    const [telegram, whatsapp] = byChannel;
    expect((telegram?.endsAt.getTime() ?? 0) - morning.getTime()).toBeLessThan(11_000);
    // A link of today may write to 15 strangers a day: 15, 15 and 3.
    expect([wita(whatsapp?.endsAt ?? null), wita(endsAt)]).toEqual(['2026-12-03 07:00', '2026-12-03 07:00']);
    expect(keys(warnings)).toEqual(['first-contacts', 'takes-days']);
  });

  it('waits for the end of Friday prayer, and for the morning', async () => {
    await enter('telegram', 1);
    now = new Date('2026-12-04T04:00:00Z');
    const friday = await preview();
    expect([wita(friday.startsAt), keys(friday.warnings)]).toEqual(['2026-12-04 13:30', ['starts-later']]);
    const night = await preview({}, new Date('2026-12-04T15:00:00Z'));
    expect(wita(night.endsAt)).toBe('2026-12-05 07:00');
    expect(wita((await preview({ hours: null })).startsAt)).toBe('2026-12-04 12:00');
  });

  it('renders one sample for each channel and language, word for word, with what goes before it', async () => {
    const [first] = await enter('telegram', 3);
    await enter('whatsapp', 2);
    await record.language(first?._id ?? '', 'bjn');
    const letter = await keepLetter(folder, 'Surat.pdf', Buffer.from('%PDF-1.4'));
    const { samples } = await preview({
      letter,
      lastDay: '2026-12-21',
      texts: { id: 'Yth. {kepada}, sampai {tanggal_akhir}.', bjn: 'Pian {nama}, ayu bakumpul.' },
    });
    expect(samples.map(({ channel, locale }) => `${channel} ${locale}`).sort()).toEqual([
      'telegram bjn',
      'telegram id',
      'whatsapp id',
    ]);
    const [banjar] = samples.filter(({ locale }) => locale === 'bjn');
    expect(banjar).toMatchObject({ letter: 'Surat.pdf', text: expect.stringMatching(/^Pian Ketua 0, ayu/) });
    expect(samples.find(({ locale }) => locale === 'id')?.text).toContain('sampai 21 Desember 2026.\n\n');
  });

  it('warns of a made-up list, of fields that stay empty, of a channel that is away, and of an end too late', async () => {
    await enter('whatsapp', 300, 1);
    await ParticipantModel.updateMany(
      { rt: { $in: ['1', '2'] } },
      { $set: { office: 'bpd' }, $unset: { rt: 1 } },
    );
    const away = async () => [{ name: 'whatsapp' as const, state: 'logged-out' as const, since: '' }];
    const { warnings } = await preview(
      { texts: { id: 'Yth. {nama} dari RT {rt}, mari.' }, lastDay: '2026-12-05' },
      undefined,
      { statuses: away },
    );
    expect(keys(warnings)).toEqual([
      'channel-not-ready',
      'empty-rt',
      'ends-after-round',
      'first-contacts',
      'sequential',
      'takes-days',
    ]);
    const counts = Object.fromEntries(warnings.map(({ key, params }) => [key, params?.count]));
    expect(counts).toMatchObject({ sequential: 300, 'empty-rt': 2, 'first-contacts': 300 });
  });

  it('forbids what cannot be sent, each for its own reason', async () => {
    expect(keys((await preview()).blockers)).toEqual(['nobody']);
    await enter('telegram', 2);
    expect((await preview()).blockers).toEqual([]);
    const texted = { texts: { id: 'Di {tempat}, {waktu}, sampai {tanggal_akhir}.' } };
    expect(keys((await preview(texted)).blockers)).toEqual(['no-last-day', 'no-place', 'no-time']);
    const filled = { place: 'Pendopo', time: '09.00', lastDay: '2026-12-10' };
    expect((await preview(filled)).blockers).toEqual([]);
    // The round's last day is over at midnight of its own zone.
    const late = (text: string) => preview({ hours: null }, new Date(`${text}:00+08:00`));
    expect(keys((await late('2026-12-10T23:59')).blockers)).toEqual([]);
    expect(keys((await late('2026-12-11T00:01')).blockers)).toEqual(['starts-after-round']);
    const gone = { letter: { name: 'Hilang.pdf', sha256: 'ab'.repeat(32), bytes: 8 } };
    expect(keys((await preview(gone)).blockers)).toEqual(['letter-missing']);
    const short = channels.map((one) => ({ ...one, limits: { ...one.limits, textLength: 60 } }));
    expect(keys((await preview({ letter: null }, undefined, { channels: short })).blockers)).toEqual([
      'too-long',
    ]);
    expect(keys((await preview({}, undefined, { channels: [] })).blockers)).toContain('no-channel');
    const round = await findRound('2026');
    await planBroadcast(round as NonNullable<typeof round>, {}, 'ani', now);
    expect(keys((await preview()).blockers)).toEqual(['running']);
  });
});

describe('the progress of a sending', () => {
  async function sending(rows: Partial<Invitation>[]) {
    const round = await findRound('2026');
    const planned = await planBroadcast(round as NonNullable<typeof round>, {}, 'ani', now);
    await broadcast.begun(planned._id, now);
    await InvitationModel.create(
      rows.map(
        (row, index): Invitation => ({
          _id: `2026.${index}`,
          round: '2026',
          participant: String(index),
          broadcast: planned._id,
          queuedAt: now,
          channel: 'telegram',
          status: 'queued',
          ...row,
        }),
      ),
    );
    const stored = async () => (await BroadcastModel.findById(planned._id).lean()) as typeof planned;
    return { id: planned._id, look: async () => progressOf(await stored(), desk) };
  }

  it('counts each channel and status, why some failed, and reckons the end from those that wait', async () => {
    const waiting = { channel: 'whatsapp', status: 'queued', firstContact: true } as const;
    const { look } = await sending([
      { status: 'sent' },
      { status: 'answered' },
      { status: 'failed', reason: 'opted out' },
      { status: 'failed', reason: 'opted out' },
      { status: 'unknown' },
      { status: 'sending' },
      ...Array.from({ length: 15 }, () => waiting),
      { ...waiting, status: 'taken' },
    ]);
    const progress = await look();
    expect([progress.total, progress.dealtWith]).toEqual([22, 5]);
    expect(progress.failures).toEqual([{ reason: 'opted out', count: 2 }]);
    const [telegram, whatsapp] = progress.channels;
    expect(telegram).toMatchObject({
      channel: 'telegram',
      counts: { sent: 1, answered: 1, failed: 2, unknown: 1 },
    });
    expect(whatsapp).toMatchObject({ channel: 'whatsapp', counts: { queued: 16 } });
    // Fifteen strangers today, the last one tomorrow at seven.
    expect(wita(progress.endsAt)).toBe('2026-12-02 07:00');
  });

  it('promises no end of what is paused, cancelled or not begun', async () => {
    const { id, look } = await sending([{ status: 'queued' }]);
    await broadcast.pause(id, 'ani', now);
    expect((await look()).endsAt).toBeNull();
    await broadcast.resume(id, 'ani', now);
    expect((await look()).endsAt).not.toBeNull();
    await broadcast.cancel(id, 'ani', now);
    expect(await look()).toMatchObject({ endsAt: null, failures: [{ reason: 'cancelled', count: 1 }] });
  });
});
