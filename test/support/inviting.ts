/** A service whose simulator invites people: what the tests of invitations share. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import type { ChannelStatus } from '../../src/channels/channel.ts';
import { createSimulatorChannel, type SimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import type { Broadcast } from '../../src/outreach/model/broadcast.model.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import type { SendLimits } from '../../src/outreach/planning/send-limits.ts';
import type { Participant } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { closeRound, openRound } from '../../src/rounds/rounds.ts';
import { type TestService, testService } from './service.ts';

/** Ten in the morning of a Tuesday in Balangan: people may be written to. */
export const tuesdayMorning = new Date('2026-12-01T02:00:00Z');

export interface Inviting {
  readonly app: App;
  readonly clock: { now: Date };
  /** How the network is just now: ms it takes for one message, and what it says of itself. */
  readonly network: { slowMs: number; status: ChannelStatus | null };
  readonly simulator: SimulatorChannel;
  /** Closes the round before, opens one of the next year and enters people; their first name is their number. */
  begin(people: number): Promise<Held>;
  /** Waits until it holds. @throws Error after a minute */
  until(holds: () => Promise<boolean> | boolean, what: string): Promise<void>;
  /** Stops the service and starts another one on the same database. */
  restart(): Promise<void>;
}

/** One round of a test. */
export interface Held {
  round: Round;
  people: Participant[];
  /** The network's address of the nth person, from 1. */
  addressOf(n: number): string;
  /** How often each person of this round was invited. */
  times(): number[];
  reached(): number;
  plan(options?: Parameters<typeof planBroadcast>[1]): Promise<Broadcast>;
  stateOf(id: string): Promise<Broadcast['state'] | undefined>;
  untilDone(id: string): Promise<void>;
}

const longestMs = 60_000;

/** One service for a test file, on real engines, with a simulated network and clock. Call it at the top. */
export function useInviting(
  options: {
    sendLimits?: SendLimits;
    /** Makes the simulator a careful network, as WhatsApp is one. */
    outreachGap?: { everyMs: number; jitterMs: number };
  } = {},
): () => Inviting {
  const { outreachGap, ...more } = options;
  const clock = { now: tuesdayMorning };
  const network: Inviting['network'] = { slowMs: 0, status: null };
  const simulator = createSimulatorChannel(() => clock.now);
  const invited = new Map<string, number>();
  simulator.onSent((address, { text }) => {
    if (text.includes('mengundang')) invited.set(address, (invited.get(address) ?? 0) + 1);
  });
  const channel: SimulatorChannel = {
    ...simulator,
    limits: { ...simulator.limits, ...(outreachGap ? { outreachGap } : {}) },
    status: () => network.status ?? simulator.status(),
    async send(address, message) {
      if (network.slowMs > 0) await sleep(network.slowMs);
      return simulator.send(address, message);
    },
  };
  let service: TestService;
  let app: App;
  let year = 2026;
  const start = () =>
    startApp(service.config, service.backends, {
      ...service,
      role: 'all',
      log: silentLog,
      extraChannels: [channel],
      now: () => clock.now,
      ...more,
    });

  beforeAll(async () => {
    service = await testService();
    app = await start();
  });
  afterAll(async () => {
    await app.stop();
    await service.remove();
  });

  async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
    for (const deadline = performance.now() + longestMs; performance.now() < deadline; await sleep(25))
      if (await holds()) return;
    throw new Error(`Not within a minute: ${what}`);
  }

  async function begin(count: number): Promise<Held> {
    await closeRound(String(year));
    year += 1;
    clock.now = tuesdayMorning;
    Object.assign(network, { slowMs: 0, status: null });
    const round = await openRound(year, clock.now);
    const addressOf = (n: number) => `${year}-${n}`;
    const seats = Array.from({ length: count }, (_, index) => ({
      name: `Ketua RT ${index + 1}`,
      office: 'ketua-rt' as const,
      rt: String(index + 1).padStart(2, '0'),
      village: '63.11.01.2003',
      kecamatan: '63.11.01',
      address: `simulator:${addressOf(index + 1)}`,
    }));
    const people = await addParticipants(seats, clock.now);
    const only = people.map(({ _id }) => _id);
    const times = () => people.map((_, index) => invited.get(addressOf(index + 1)) ?? 0);
    const stateOf = async (id: string) => (await BroadcastModel.findById(id).lean())?.state;
    return {
      round,
      people,
      addressOf,
      times,
      reached: () => times().filter((n) => n > 0).length,
      plan: (plan = {}) => planBroadcast(round, { only, ...plan }, 'ani', clock.now),
      stateOf,
      untilDone: (id) => until(async () => (await stateOf(id)) === 'done', `${id} done`),
    };
  }

  return () => ({
    app,
    clock,
    network,
    simulator,
    begin,
    until,
    async restart() {
      await app.stop();
      app = await start();
    },
  });
}
