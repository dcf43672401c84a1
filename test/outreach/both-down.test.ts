import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import type { Channel, ChannelState } from '../../src/channels/channel.ts';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { countInvitations } from '../../src/outreach/model/invitations.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { tuesdayMorning } from '../support/inviting.ts';
import { useLooks } from '../support/looks.ts';
import { type TestService, testService } from '../support/service.ts';
import { until, untilAllSent } from '../support/uncertain.ts';

/** A simulator in the place of a network, which is away as long as `state` says so. */
function network(name: 'telegram' | 'whatsapp') {
  const simulator = createSimulatorChannel(() => tuesdayMorning);
  const standing: { state: ChannelState } = { state: 'reconnecting' };
  const status = () => ({ state: standing.state, since: tuesdayMorning.toISOString() });
  const channel: Channel = { ...simulator, name, status };
  return { channel, standing, simulator };
}

describe('both networks are down', () => {
  const telegram = network('telegram');
  const whatsapp = network('whatsapp');
  const each = 5;
  const looked = useLooks(2);
  let service: TestService;
  let app: App;

  beforeAll(async () => {
    service = await testService();
    app = await startApp(service.config, service.backends, {
      ...service,
      role: 'all',
      log: silentLog,
      extraChannels: [telegram.channel, whatsapp.channel],
      now: () => tuesdayMorning,
    });
  });
  afterAll(async () => {
    await app?.stop();
    await service?.remove();
  });

  const times = ({ simulator }: typeof telegram) =>
    Array.from({ length: each }, (_, index) => simulator.sentTo(String(index)).length);
  const holds = async () => (await BroadcastModel.findOne({}).lean())?.holds ?? {};

  it('nothing is sent and nobody given up; each network goes on when it is back, and the other still waits', async () => {
    const round = await openRound(2026, tuesdayMorning);
    const seats = ['telegram', 'whatsapp'].flatMap((name, village) =>
      Array.from({ length: each }, (_, index) => ({
        name: `Ketua RT ${index + 1}`,
        office: 'ketua-rt' as const,
        rt: String(index + 1).padStart(2, '0'),
        village: `63.11.01.200${village + 3}`,
        kecamatan: '63.11.01',
        address: `${name}:${index}`,
      })),
    );
    await addParticipants(seats, tuesdayMorning);
    await planBroadcast(round, {}, 'ani', tuesdayMorning);
    await until(async () => Object.keys(await holds()).length === 2, 'both wait');
    expect(await holds()).toMatchObject({
      telegram: { why: 'channel-down' },
      whatsapp: { why: 'channel-down' },
    });
    await looked();
    expect(await countInvitations(round._id)).toMatchObject({ queued: 2 * each, failed: 0, sent: 0 });

    telegram.standing.state = 'ready';
    await until(() => times(telegram).every((n) => n === 1), 'Telegram is through');
    expect(times(whatsapp)).toEqual([0, 0, 0, 0, 0]);
    expect((await BroadcastModel.findOne({}).lean())?.state).toBe('sending');
    await until(async () => !('telegram' in (await holds())), 'Telegram waits no longer');

    whatsapp.standing.state = 'ready';
    await untilAllSent();
    expect([...times(telegram), ...times(whatsapp)]).toEqual(seats.map(() => 1));
  });
});
