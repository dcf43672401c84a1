import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkAddress } from '../../src/channels/address.ts';
import { random } from '../../src/demo/random.ts';
import { silentLog } from '../../src/log.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { atOnce } from '../../src/outreach/dispatch/dispatcher.ts';
import {
  type Invitation,
  InvitationModel,
  type InvitationStatus,
} from '../../src/outreach/model/invitation.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import { environmentOf, rembuk, type ServiceProcess, startService } from '../support/command-line.ts';
import { giveClassifier, type TestService, testService } from '../support/service.ts';
import { settleUncertain, until, untilAllSent } from '../support/uncertain.ts';

/**
 * The service as it is, killed (`kill -9`) while it invites over Telegram, at the instants that matter: a message has
 * reached the network and was not carried out; it was carried out and nobody has heard of it; it was answered and
 * that is being written down. Between two deaths the database is held against what the network got.
 */
const count = 300;
const chatOf = (index: number) => 5001 + index;
const chance = random(7);

/** `answered` comes some milliseconds after the network's answer, whatever is written down just then. */
const instants = [
  'not-carried-out',
  'not-heard-of',
  'answered',
  'answered',
  'not-heard-of',
  'answered',
  'answered',
  'answered',
] as const;
type Instant = (typeof instants)[number];

/**
 * What one dead service has left behind: status of each row, how often that person was sent something, and whether the
 * network was ever asked to.
 */
type Legacy = { id: string; status: InvitationStatus; times: number; asked: boolean }[];

describe('a service that is killed again and again while it invites', () => {
  let api: BotApi;
  let service: TestService;
  let env: NodeJS.ProcessEnv;
  let running: ServiceProcess | undefined;
  const legacies: Legacy[] = [];
  let uncertain: Invitation[];
  const mayHaveLeft = new Set<string>();

  beforeAll(async () => {
    api = await startBotApi();
    service = await testService();
    await giveClassifier(service);
    env = environmentOf(service, { TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url });
    running = await startGateway();
    await connectMongo(service.backends.mongodbUri, silentLog, service.backends.name);
    await openRound(new Date().getFullYear(), new Date(), { hours: null });
    await enterPeople(api);
    await invite();
    for (const instant of instants) {
      const before = api.state.sent.length;
      await until(() => api.state.sent.length >= before + 5 + chance.below(8), 'some more invitations');
      await killAt(instant, running);
      legacies.push(await lookAround());
      await leaseRunsOut();
      running = await startGateway();
    }
    await untilAllSent();
    uncertain = await settleUncertain((address) => timesTo(address));
    for (const { address = '' } of uncertain) if (wasAskedFor(address)) mayHaveLeft.add(address);
    await invite('--retry', 'unknown');
    await untilAllSent();
  }, 900_000);

  afterAll(async () => {
    await running?.stop();
    await disconnectMongo();
    await service?.remove();
    await api?.close();
  }, 60_000);

  const startGateway = () => startService(env, ['--role', 'gateway']);
  const timesTo = (address: string) => api.sentTo(Number(networkAddress(address))).length;
  const wasAskedFor = (address: string) => api.wasAskedFor(Number(networkAddress(address)));

  async function invite(...args: string[]): Promise<void> {
    const { code, stderr } = await rembuk(['invite', 'send', ...args], env);
    if (code !== 0) throw new Error(`rembuk invite send ended with ${code}: ${stderr}`);
  }

  async function killAt(instant: Instant, victim: ServiceProcess): Promise<void> {
    await new Promise<void>((killed) => {
      const kill = () => void victim.kill().then(killed);
      if (instant === 'answered') {
        const off = api.onSent(() => {
          off();
          setTimeout(kill, chance.below(25));
        });
      } else {
        api.fail({
          method: 'sendMessage',
          reset: instant === 'not-heard-of' ? 'after' : 'before',
          onCut: kill,
        });
      }
    });
  }

  async function lookAround(): Promise<Legacy> {
    // What the dead service had sent off still arrives.
    await sleep(100);
    const rows = await InvitationModel.find({}).lean();
    return rows.map(({ _id: id, status, address = '' }) => ({
      id,
      status,
      times: timesTo(address),
      asked: wasAskedFor(address),
    }));
  }

  /** The process is certainly dead, so its lease may end now rather than in twelve seconds. */
  async function leaseRunsOut(): Promise<void> {
    const redis = openRedis(service.backends.redisUrl, silentLog);
    await redis.del(`${service.backends.name}:dispatcher:telegram`);
    redis.disconnect();
  }

  it('leaves behind, at each death, rows that say no more than what is true', () => {
    expect(legacies).toHaveLength(instants.length);
    for (const rows of legacies) {
      expect(rows).toHaveLength(count);
      const wrong = rows.filter(
        ({ status, times, asked }) =>
          (['queued', 'taken'].includes(status) && asked) || (status === 'sent' && times !== 1) || times > 1,
      );
      expect(wrong).toEqual([]);
      // It died in the middle.
      expect(rows.some(({ status }) => status === 'queued')).toBe(true);
      expect(rows.some(({ status }) => status === 'sent')).toBe(true);
    }
  });

  it('leaves in doubt what was carried out and not heard of', () => {
    const heard = legacies.map((rows) =>
      rows.filter(({ status, times }) => times === 1 && status !== 'sent').map(({ status }) => status),
    );
    for (const [index, statuses] of heard.entries()) {
      expect(statuses.filter((status) => status !== 'sending' && status !== 'unknown')).toEqual([]);
      // It may have noticed that the line was cut before it died of it.
      if (instants[index] === 'not-heard-of') expect(statuses).not.toEqual([]);
    }
    expect(uncertain.length).toBeGreaterThan(0);
  });

  it('leaves in doubt only what may have left, and gives back what was merely taken', () => {
    const doubted = new Set<string>(uncertain.map(({ _id }) => _id));
    const taken = legacies.flatMap((rows) => rows.filter(({ status }) => status === 'taken'));
    expect(taken.length).toBeGreaterThan(0);
    const inFlight = legacies.flatMap((rows) =>
      rows.filter(({ status }) => status === 'sending' || status === 'unknown'),
    );
    const inFlightIds = new Set(inFlight.map(({ id }) => id));
    expect([...doubted].filter((id) => !inFlightIds.has(id))).toEqual([]);
    // A death may fall between the mark and the hand-over, which is the next thing that is done: with some in a process
    // that is slow just then. Were they marked before they wait for their turn, it would be nearly all at each death.
    const neverLeft = uncertain.filter(({ address = '' }) => !mayHaveLeft.has(address));
    expect(neverLeft.length).toBeLessThan((instants.length * atOnce) / 2);
  });

  it('reaches every one of them exactly once, after a person has decided what was in doubt', async () => {
    const times = Array.from({ length: count }, (_, index) => api.sentTo(chatOf(index)).length);
    expect(times).toEqual(Array.from({ length: count }, () => 1));
    const statuses = (await InvitationModel.find({}).lean()).map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: count }, () => 'sent'));
  });
});

async function enterPeople(api: BotApi): Promise<void> {
  const seats = Array.from({ length: count }, (_, index) => {
    api.state.user(chatOf(index));
    return {
      name: `Ketua RT ${index + 1}`,
      office: 'ketua-rt' as const,
      rt: String(index + 1).padStart(3, '0'),
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
      address: `telegram:${chatOf(index)}`,
    };
  });
  await addParticipants(seats, new Date());
}
