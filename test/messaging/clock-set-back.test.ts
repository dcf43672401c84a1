import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AppRole } from '../../src/app/app.ts';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { takeUpLeft } from '../../src/messaging/inbox/recovery.ts';
import { queueNames } from '../../src/messaging/queues/queues.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { type TestService, testService } from '../support/service.ts';
import { startTalks, type Talks } from '../support/talks.ts';

const hoursMs = 8 * 3_600_000;
const soon = { timeout: 20_000, interval: 20 };

/**
 * A machine without a clock of its own, or one whose clock tells local time as if it were UTC, is eight hours ahead after a
 * power cut until it hears the time (raspberrypi/linux#1751, lf-edge/eve#3447, nfs-ganesha/nfs-ganesha#927: what was dated
 * by then waited until the clock came there again). What was begun by the wrong clock is finished by the right one.
 */
describe('a clock that was eight hours ahead and is set right', () => {
  let service: TestService;
  let talks: Talks;
  const simulator = createSimulatorChannel();
  let aheadMs = hoursMs;
  const now = () => new Date(Date.now() + aheadMs);
  const start = async (role: AppRole = 'all') => {
    const byIt: TestService & { now: () => Date } = { ...service, now };
    talks = await startTalks(byIt, { role, simulator });
  };

  beforeAll(async () => {
    service = await testService();
    await start();
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });

  /** Somebody whose question stands in the outbox as a sender left it that was killed by the wrong clock. */
  async function leftBehind(address: string): Promise<Participant> {
    aheadMs = hoursMs;
    const person = await talks.enter(address);
    await talks.tell(address, ['halo', '1']);
    await talks.quiet();
    const talk = await talks.conversation(person);
    if (!talk) throw new Error('There is no talk');
    const reply = { text: `Pesan yang tertinggal ${address}`, choices: [], asks: null };
    const entry = { turn: talk.turn + 1, index: 0, address: `simulator:${address}`, reply, leftAt: now() };
    await ConversationModel.updateOne(
      { _id: person._id },
      {
        $inc: { version: 1, turn: 1 },
        $push: { outbox: entry },
        $set: { sendingUntil: new Date(now().getTime() + 4_000), updatedAt: now() },
      },
    );
    aheadMs = 0;
    return person;
  }

  const hears = (address: string, what: RegExp) =>
    vi.waitFor(() => expect(talks.texts(address).join('\n')).toMatch(what), soon);

  it('sends at the next start what a killed sender held', async () => {
    await leftBehind('andi');
    await talks.stop();
    await start();
    await hears('andi', /tertinggal andi/);
  });

  it('answers who writes meanwhile', async () => {
    await leftBehind('budi');
    await talks.say('budi', '1');
    await hears('budi', /2\/9/);
  });

  it('sends without a start what was left', async () => {
    await leftBehind('citra');
    await takeUpLeft(talks.app.runtime);
    await hears('citra', /tertinggal citra/);
  });

  it('handles at the next start what was taken in, though Redis has lost it', async () => {
    aheadMs = hoursMs;
    await talks.enter('dewi');
    await talks.tell('dewi', ['halo', '1']);
    await talks.stop();
    await start('gateway');
    await talks.say('dewi', '1');
    await talks.app.runtime.queues.get(queueNames.inbox).obliterate({ force: true });
    await talks.stop();
    aheadMs = 0;
    await start();
    await hears('dewi', /2\/9/);
  });
});
