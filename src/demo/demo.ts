/** The demo: a whole rembuk of invented people, through every part of the service. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type App, startApp } from '../app/app.ts';
import type { Config } from '../config.ts';
import { listIssues } from '../issues/issues.ts';
import { createLog } from '../log.ts';
import { limitsOfMachines } from '../messaging/limits/rules.ts';
import { listDeadLetters } from '../messaging/queues/dead-letters.ts';
import { readDistrict } from '../regions/district-file.ts';
import { listRegions } from '../regions/regions.ts';
import { wholeDistrict } from '../users/scope.ts';
import { addUser } from '../users/users.ts';
import { gather } from './account.ts';
import { workAtTheOffice } from './at-the-office.ts';
import { beginWithNothing } from './clean.ts';
import { createCrowd } from './crowd.ts';
import { invite, type Progress, setUp, untilSettled } from './hold.ts';
import { inventPeople } from './people.ts';
import { readDemoProposals } from './proposals.ts';
import { withScenes } from './scenes.ts';
import { connectSimulators, type SimulatedNetworks } from './simulate.ts';
import type { Outcome } from './tables.ts';
import { verify } from './verify.ts';

/** Database name and prefix of the queues: the demo never touches real data. */
export const demoName = 'rembuk_demo';

/** Longest time a person of the demo thinks before they answer, in milliseconds. */
const thinkMs = 50;

export interface DemoOptions {
  people: number;
  seed: number;
  /** The rembuk has this long to come to rest. */
  deadlineMs: number;
  say(line: string): void;
  onProgress(progress: Progress): void;
}

/** A demo that has been held: its service still runs. */
export interface Demo {
  app: App;
  outcome: Outcome;
}

/**
 * Empties the demo's database, starts the service on it with a simulated network, and holds a rembuk.
 * @param engines where MongoDB and Redis are
 */
export async function holdDemo(
  config: Config,
  engines: { mongodbUri: string; redisUrl: string },
  options: DemoOptions,
): Promise<Demo> {
  const backends = { ...engines, name: demoName };
  await beginWithNothing(backends);
  const networks = await connectSimulators();
  const app = await startApp(demoConfig(config), backends, {
    role: 'all',
    log: createLog(config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL),
    extraChannels: networks.channels,
    sessionSecret: randomBytes(32).toString('hex'),
    // Invented people answer at once.
    limits: limitsOfMachines,
  });
  try {
    return { app, outcome: await holdRound(app, networks, config.DISTRICT_CODE, options) };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

/** The settings without what belongs to the real service: its bot, its admin, its photos. */
function demoConfig(config: Config): Config {
  const {
    TELEGRAM_BOT_TOKEN: _bot,
    TELEGRAM_WEBHOOK_URL: _url,
    ADMIN_EMAIL: _email,
    ADMIN_PASSWORD: _password,
    ...rest
  } = config;
  // Both networks are played.
  return { ...rest, WHATSAPP_ENABLED: false, DATA_DIR: join(config.DATA_DIR, 'demo') };
}

async function holdRound(
  { runtime }: App,
  networks: SimulatedNetworks,
  district: string,
  options: DemoOptions,
): Promise<Outcome> {
  const regions = await listRegions(district);
  const { map = {} } = (await readDistrict(district)).district;
  const invented = inventPeople(regions, await readDemoProposals(), options.people, options.seed);
  const people = withScenes(invented, map, options.seed);
  const crowd = createCrowd(
    people.map(({ persona }, index) => ({ address: networks.addressOf(index), persona })),
    networks.deliver,
    { thinkMs, now: () => performance.now() },
  );
  networks.connect(crowd);
  const round = await setUp(people, networks.addressOf, runtime.now());
  const backends = new Set(people.map(({ seat }) => seat.kecamatan)).size;
  options.say(
    `Round ${round.round.year} is open; ${people.length} representatives of ${backends} kecamatan.`,
  );
  options.say(`Invitations queued: ${await invite(round, runtime)}. They answer now.`);
  const settled = await untilSettled(crowd, runtime, options);
  crowd.stop();

  const standings = await gather(round.round._id, runtime.flows);
  const standingOf = new Map(standings.map((one) => [one.participant.addresses?.[0], one]));
  const deadLetters = await listDeadLetters(runtime.queues);
  const problems = [
    ...verify(crowd.phones, (address) => standingOf.get(address)),
    ...deadLetters.map(({ queue, id, reason }) => `given up: ${queue} ${id}: ${reason}`),
  ];
  const undecided = await workAtTheOffice(round.round, runtime);
  const issues = (await listIssues()).map(({ _id, name }) => ({ key: _id, name }));
  return { standings, phones: crowd.phones, issues, problems, settled, undecided };
}

/** Makes somebody who may sign in to the demo's admin page; the password is new each time. */
export async function makeDemoAdmin(now: Date): Promise<{ email: string; password: string }> {
  const admin = { email: 'admin@demo.example', password: randomBytes(9).toString('base64url') };
  await addUser({ ...admin, name: 'Admin Demo', role: 'admin', scope: wholeDistrict }, now);
  return admin;
}
