import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { type App, type AppRole, type Backends, startApp } from '../../src/app/app.ts';
import type { Channel, Content } from '../../src/channels/channel.ts';
import { createSimulatorChannel, type SimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { isIdle } from '../../src/demo/hold.ts';
import { silentLog } from '../../src/log.ts';
import { countQueues } from '../../src/messaging/queues/dead-letters.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { ConversationModel } from '../../src/talks/conversation.model.ts';
import { type TestService, testService } from './service.ts';

/** The whole service over the simulator, with a round open, for tests of what happens to a message. */
export interface Talks {
  app: App;
  simulator: SimulatorChannel;
  /** Enters somebody of an RT of their own; they are written to by the simulator, or comes by their start code. */
  enter(address?: string): Promise<Participant>;
  /** Somebody sends something, again and again until it is taken, as networks do. */
  say(address: string, content: Content | string, messageId?: string): Promise<string>;
  /** Somebody says one thing after the other, each when all of the answer to the one before has come. */
  tell(address: string, lines: readonly (Content | string)[]): Promise<void>;
  /** All texts an address was sent. */
  texts(address: string): string[];
  /** Waits until nothing is under way anywhere. */
  quiet(): Promise<void>;
  conversation(participant: Participant): Promise<Awaited<ReturnType<typeof findTalk>>>;
  stop(): Promise<void>;
}

const findTalk = (id: string) => ConversationModel.findById(id).lean();

/** How long a test waits for the service to come to rest, in ms; generous, for the machine may be busy. */
const patienceMs = 60_000;

let seats = 0;

/**
 * @param options.places engines reached in another way than the test's own
 * @param options.channel what the service knows of the simulator, where that is to differ
 */
export async function startTalks(
  service: TestService,
  options: {
    role?: AppRole;
    backends?: Partial<Backends>;
    simulator?: SimulatorChannel;
    channel?: (simulator: SimulatorChannel) => Channel;
  } = {},
): Promise<Talks> {
  const { role = 'all', simulator = createSimulatorChannel(), channel = (same) => same } = options;
  const app = await startApp(
    service.config,
    { ...service.backends, ...options.backends },
    { ...service, role, log: silentLog, extraChannels: [channel(simulator)] },
  );
  await openRound(2026, new Date(), { hours: null });
  const talks: Talks = {
    app,
    simulator,
    async enter(address) {
      seats += 1;
      const seat = {
        name: `Ketua RT ${seats}`,
        office: 'ketua-rt' as const,
        rt: String(seats).padStart(2, '0'),
        village: '63.11.01.2003',
        kecamatan: '63.11.01',
        ...(address ? { address: `simulator:${address}` } : {}),
      };
      const [participant] = await addParticipants([seat], new Date());
      if (!participant) throw new Error('nobody was entered');
      return participant;
    },
    async say(address, content, messageId) {
      const whole: Content = typeof content === 'string' ? { kind: 'text', text: content } : content;
      seats += 1;
      // Other than the simulator counts, whose own ids stand beside these.
      const id = messageId ?? `${address}-said-${seats}`;
      for (;;) {
        const taken = await simulator.say(address, whole, { messageId: id }).then(
          () => true,
          () => false,
        );
        if (taken) return id;
        await sleep(100);
      }
    },
    async tell(address, lines) {
      for (const line of lines) {
        const before = simulator.sentTo(address).length;
        await talks.say(address, line);
        const answered = () => expect(simulator.sentTo(address).length).toBeGreaterThan(before);
        await vi.waitFor(answered, { timeout: patienceMs, interval: 10 });
        // Else that it was sent is written down only after a while.
        await app.runtime.replies.idle();
        // An answer may be of several texts: what is said before the last has come belongs to the question before it.
        const onItsWay = {
          outbox: { $elemMatch: { address: `simulator:${address}`, failed: { $exists: false } } },
        };
        const said = async () => expect(await ConversationModel.exists(onItsWay)).toBeNull();
        await vi.waitFor(said, { timeout: patienceMs, interval: 10 });
      }
    },
    texts: (address) => simulator.sentTo(address).map(({ text }) => text),
    async quiet() {
      await app.runtime.replies.idle();
      for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(20))
        if (await isIdle(app.runtime)) return;
      const busy = (await countQueues(app.runtime.queues)).filter(
        (one) => one.waiting + one.active + one.delayed > 0,
      );
      throw new Error(`The service did not come to rest within ${patienceMs} ms: ${JSON.stringify(busy)}`);
    },
    conversation: (participant) => findTalk(participant._id),
    stop: () => app.stop(),
  };
  return talks;
}

/**
 * Starts the service for the tests of one `describe`, and removes it afterwards; call it at its top.
 * @param env settings beside the defaults
 */
export function useTalks(env: NodeJS.ProcessEnv = {}): () => { service: TestService; talks: Talks } {
  let service: TestService;
  let talks: Talks;
  beforeAll(async () => {
    service = await testService(env);
    talks = await startTalks(service);
  });
  afterAll(async () => {
    await talks?.stop();
    await service?.remove();
  });
  return () => ({ service, talks });
}
