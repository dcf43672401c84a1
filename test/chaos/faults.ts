import { Redis } from 'ioredis';
import type { AppRole } from '../../src/app/app.ts';
import { random } from '../../src/demo/random.ts';
import type { Fault as ApiFault, BotApi } from '../support/bot-api/server.ts';
import type { WhatsAppWeb } from '../support/whatsapp-web/server.ts';
import type { Engine, Place } from './place.ts';
import type { Planned } from './schedule.ts';
import { type Service, signalTo } from './service.ts';

/** All that a fault can be done to. */
export interface World {
  roles: AppRole[];
  place: Place;
  service: Service;
  api: BotApi;
  web: WhatsAppWeb | null;
}

/** Something that goes wrong. */
export interface Fault {
  name: string;
  /** Over when it has begun, as a death is; else it lasts as long as the plan says. */
  instant?: true;
  /** It can keep the service from hearing, or noting down, that a message was sent. */
  cutsSends?: true;
  /** While it lasts nobody is answered, so that what another fault has to do with a silence cannot be told. */
  silences?: true;
  /** Whether there is here what it is done to. */
  fits(world: World): boolean;
  /** Does it. Returns how it is undone, or null where it met nothing. */
  begin(world: World, planned: Planned): Promise<(() => Promise<void> | void) | null>;
}

type Target = AppRole | Engine;
const roles: AppRole[] = ['all', 'gateway', 'worker', 'admin'];
const engines: Engine[] = ['redis', 'postmaster', 'backend', 'keeper', 'browser'];

const silencing: Target[] = ['all', 'gateway', 'worker', 'redis', 'keeper'];

const isRole = (target: Target): target is AppRole => roles.some((role) => role === target);
const fits = (target: Target) => (world: World) =>
  isRole(target) ? world.roles.includes(target) : target !== 'browser' || world.web !== null;
const cuts = (target: Target) => (target === 'admin' ? {} : ({ cutsSends: true } as const));

/** The process of a target, or one of them. */
function pidsOf(target: Target, { service, place }: World, seed: number): number[] {
  if (isRole(target)) return [service.pid(target) ?? 0].filter(Boolean);
  const found = place.pids(target);
  return found.length > 0 ? [random(seed).pick(found)] : [];
}

const kill = (target: Target): Fault => ({
  name: `kill ${target}`,
  instant: true,
  ...cuts(target),
  fits: fits(target),
  async begin(world, { seed }) {
    return pidsOf(target, world, seed).some((pid) => signalTo(pid, 'SIGKILL')) ? () => {} : null;
  },
});

const stall = (target: Target): Fault => ({
  name: `stall ${target}`,
  ...cuts(target),
  ...(silencing.includes(target) ? { silences: true } : {}),
  fits: fits(target),
  async begin(world, { seed }) {
    const stopped = pidsOf(target, world, seed).filter((pid) => signalTo(pid, 'SIGSTOP'));
    const goOn = () => {
      for (const pid of stopped) signalTo(pid, 'SIGCONT');
    };
    return stopped.length > 0 ? goOn : null;
  },
});

const everything: Fault = {
  name: 'kill everything at once',
  instant: true,
  cutsSends: true,
  fits: () => true,
  async begin({ service, place }) {
    const engines = (['keeper', 'redis', 'postmaster'] as const).flatMap((engine) => place.pids(engine));
    for (const pid of [...service.pids(), ...engines]) signalTo(pid, 'SIGKILL');
    return () => {};
  },
};

/** What the Bot API does with so many calls, or until it has lasted long enough. */
const ofBotApi = (name: string, fault: ApiFault): Fault => ({
  name: `Bot API: ${name}`,
  ...(fault.method === 'sendMessage' ? ({ cutsSends: true } as const) : ({ silences: true } as const)),
  fits: () => true,
  begin: async ({ api }) => api.fail(fault),
});

const twice: Fault = {
  name: 'Bot API: updates twice',
  instant: true,
  fits: () => true,
  async begin({ api }) {
    const last = [...api.state.acknowledged, ...api.state.updates].slice(-20);
    for (const update of last) api.repeat(update);
    return last.length > 0 ? () => {} : null;
  },
};

const outOfOrder: Fault = {
  name: 'Bot API: updates late and out of order',
  silences: true,
  fits: () => true,
  begin: async ({ api }, { seed }) => api.hold((kept) => random(seed).shuffle(kept)),
};

const fullDisk: Fault = {
  name: 'full disk',
  cutsSends: true,
  silences: true,
  fits: ({ place }) => place.ownDisk,
  begin: ({ place }) => place.fillDisk(),
};

const emptyRedis: Fault = {
  name: 'Redis emptied',
  instant: true,
  cutsSends: true,
  fits: () => true,
  async begin({ place }) {
    const redis = new Redis(place.redisUrl, { maxRetriesPerRequest: 0, commandTimeout: 2_000 });
    redis.on('error', () => {});
    try {
      await redis.flushall();
      return () => {};
    } catch {
      return null;
    } finally {
      redis.disconnect();
    }
  },
};

const lineCut: Fault = {
  name: 'WhatsApp: line cut',
  instant: true,
  cutsSends: true,
  fits: ({ web }) => web !== null,
  async begin({ web }) {
    web?.cut();
    return () => {};
  },
};

/** All faults there are. */
export const faults: readonly Fault[] = [
  ...[...roles, ...engines].flatMap((target) => [kill(target), stall(target)]),
  everything,
  ofBotApi('sends cut before they are done', { method: 'sendMessage', reset: 'before', times: 20 }),
  ofBotApi('sends cut after they are done', { method: 'sendMessage', reset: 'after', times: 20 }),
  ofBotApi('429', {
    method: 'sendMessage',
    code: 429,
    description: 'Too Many Requests',
    retryAfter: 3,
    times: 20,
  }),
  ofBotApi('502 to sends', { method: 'sendMessage', code: 502, description: 'Bad Gateway', times: 20 }),
  ofBotApi('502 to polls', { method: 'getUpdates', code: 502, description: 'Bad Gateway', times: 5 }),
  ofBotApi('409 to polls', { method: 'getUpdates', code: 409, description: 'Conflict', times: 5 }),
  ofBotApi('polls cut', { method: 'getUpdates', reset: 'after', times: 5 }),
  twice,
  outOfOrder,
  fullDisk,
  emptyRedis,
  lineCut,
];
