import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkAddress } from '../../src/channels/address.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { currentRound } from '../../src/rounds/rounds.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';
import { type TcpProxy, tcpProxy, through } from '../support/tcp-proxy.ts';
import { settleUncertain, until, untilAllSent } from '../support/uncertain.ts';

const count = 80;
const awayMs = 700;
/** Which engine goes when so many have been invited. */
const cuts = [
  { engine: 'mongodb', reached: 6 },
  { engine: 'mongodb', reached: 22 },
  { engine: 'redis', reached: 38 },
  { engine: 'mongodb', reached: 54 },
  { engine: 'mongodb', reached: 68 },
] as const;

describe('an engine that goes away while invitations go out', () => {
  let service: TestService;
  let talks: Talks;
  let lines: { mongodb: TcpProxy; redis: TcpProxy };

  beforeAll(async () => {
    service = await testService();
    const { mongodbUri, redisUrl } = service.backends;
    lines = { mongodb: await tcpProxy(mongodbUri), redis: await tcpProxy(redisUrl) };
    talks = await startTalks(service, {
      backends: { mongodbUri: through(mongodbUri, lines.mongodb), redisUrl: through(redisUrl, lines.redis) },
      channel: (simulator) => ({
        ...simulator,
        async send(address, message) {
          await sleep(120);
          return simulator.send(address, message);
        },
      }),
    });
  });
  afterAll(async () => {
    await talks?.stop();
    await lines?.mongodb.close();
    await lines?.redis.close();
    await service?.remove();
  });

  it('nobody gets it twice and nobody is forgotten; what was in hand is done, or for a person to decide', async () => {
    const round = await currentRound();
    if (!round) throw new Error('no round is open');
    const addresses = Array.from({ length: count }, (_, index) => `guest-${index}`);
    for (const address of addresses) await talks.enter(address);
    const times = () => addresses.map((address) => talks.texts(address).length);
    const reached = () => times().filter((n) => n > 0).length;
    await planBroadcast(round, {}, 'ani', new Date());
    for (const cut of cuts) {
      await until(() => reached() >= cut.reached, `${cut.reached} reached`);
      await lines[cut.engine].takeAway();
      await sleep(awayMs);
      await lines[cut.engine].bringBack();
    }
    await untilAllSent();
    expect(Math.max(...times())).toBe(1);
    expect(
      await InvitationModel.countDocuments({ status: { $in: ['queued', 'taken', 'sending', 'failed'] } }),
    ).toBe(0);
    await settleUncertain((address) => talks.texts(networkAddress(address)).length);
    await planBroadcast(round, { retry: 'unknown' }, 'ani', new Date());
    await untilAllSent();
    expect(times()).toEqual(addresses.map(() => 1));
  });
});
