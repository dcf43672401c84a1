import { afterAll, beforeAll } from 'vitest';
import { type App, type AppRole, startApp } from '../../src/app/app.ts';
import { createSimulatorChannel, type SimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { silentLog } from '../../src/log.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { type Scope, wholeDistrict } from '../../src/users/scope.ts';
import type { Role } from '../../src/users/user.model.ts';
import { addUser } from '../../src/users/users.ts';
import type { Setup, TestBrowser } from './browser.ts';
import { type TestService, testPasswordCost, testService } from './service.ts';
import { createVisitor, type Visitor } from './visitor.ts';

/** Nine in the morning in Balangan, the day the round was opened. */
export const officeMorning = new Date('2026-12-01T01:00:00Z');

/** Everybody's at the office of the tests. */
export const officePassword = 'kebun karet di Juai 26';

/** For a test that signs in often, in ms: checking a password is dear on purpose, on a busy machine seconds each. */
export const signInTimeout = 120_000;

/** Who works there: one of each role, a coordinator of two kecamatan, Halong and Juai, and one of the village Juai. */
export const officers = {
  staff: { email: 'siti@balangan.example', name: 'Siti Norhayati', role: 'staff', scope: wholeDistrict },
  coordinator: {
    email: 'ani@balangan.example',
    name: 'Ani Rahmawati',
    role: 'coordinator',
    scope: wholeDistrict,
  },
  local: {
    email: 'budi@balangan.example',
    name: 'Budi Setiawan',
    role: 'coordinator',
    scope: { kind: 'kecamatan', codes: ['63.11.01', '63.11.02'] },
  },
  village: {
    email: 'lina@balangan.example',
    name: 'Lina Marlina',
    role: 'coordinator',
    scope: { kind: 'village', codes: ['63.11.01.2003'], kecamatan: ['63.11.01'] },
  },
  skpd: {
    email: 'rina@balangan.example',
    name: 'Rina Wahyuni',
    role: 'skpd',
    scope: { kind: 'office', office: 'dinas-pupr' },
  },
  admin: { email: 'hadi@balangan.example', name: 'Hadi Kusuma', role: 'admin', scope: wholeDistrict },
} as const satisfies Record<string, { email: string; name: string; role: Role; scope: Scope }>;
export type Officer = keyof typeof officers;

/** Enters somebody with everybody's password. */
export const enterOfficer = (officer: { email: string; name: string; role: Role; scope: Scope }) =>
  addUser({ ...officer, password: officePassword }, officeMorning, testPasswordCost);

/** The real service on real engines, with people to sign in. */
export interface Office {
  url: string;
  app: App;
  service: TestService;
  /** The open round of 2026. */
  round: Round;
  simulator: SimulatorChannel;
  /** The clock of the office; move it by setting `now`. */
  clock: { now: Date };
  /** Somebody without a browser, not signed in. */
  visitor(headers?: Record<string, string>): Visitor;
  /** The same, signed in; of one officer always the same session. */
  signedIn(officer: Officer): Promise<Visitor>;
  /** A browser window in which this officer is signed in already. */
  window(browser: TestBrowser, officer: Officer, setup?: Setup): ReturnType<TestBrowser['open']>;
}

/**
 * Starts the service for a test file, with an open round and one user of each kind; call it at the top. Proposals
 * are added by `propose` of `./proposals.ts`.
 * @param options.env settings beside the defaults
 * @param options.role `admin` (default) serves the pages only; `all` also sends what is released, by the simulator
 */
export function useOffice(options: { role?: AppRole; env?: NodeJS.ProcessEnv } = {}): () => Office {
  const { role = 'admin', env = {} } = options;
  let office: Office;
  beforeAll(async () => {
    const service = await testService(env);
    const clock = { now: officeMorning };
    const simulator = createSimulatorChannel(() => clock.now);
    const app = await startApp(service.config, service.backends, {
      ...service,
      role,
      log: silentLog,
      extraChannels: [simulator],
      now: () => clock.now,
    });
    for (const officer of Object.values(officers)) await enterOfficer(officer);
    const round = await openRound(2026, officeMorning);
    office = createOffice(app, { service, clock, simulator, round });
  });
  afterAll(async () => {
    await office?.app.stop();
    await office?.service.remove();
  });
  return () => office;
}

const workingDayMs = 8 * 60 * 60 * 1000;

function createOffice(app: App, parts: Pick<Office, 'service' | 'clock' | 'simulator' | 'round'>): Office {
  const { url } = app;
  if (!url) throw new Error('this role serves no pages');
  const sessions: { officer: Officer; at: Date; visitor: Promise<Visitor> }[] = [];
  const newVisitor = (headers?: Record<string, string>) => createVisitor(url, headers);
  async function begin(officer: Officer): Promise<Visitor> {
    const someone = newVisitor();
    const { status } = await someone.signIn(officers[officer].email, officePassword);
    if (status !== 303) throw new Error(`${officer} could not sign in: ${status}`);
    return someone;
  }
  const signedIn = (officer: Officer) => {
    // No session outlives a working day; a test that moves the clock further has its officers sign in again.
    const { now } = parts.clock;
    const held = sessions.find(
      (one) => one.officer === officer && Math.abs(now.getTime() - one.at.getTime()) < workingDayMs,
    );
    if (held) return held.visitor;
    const visitor = begin(officer);
    sessions.push({ officer, at: now, visitor });
    return visitor;
  };
  return {
    ...parts,
    app,
    url,
    visitor: newVisitor,
    signedIn,
    async window(browser, officer, setup = {}) {
      const held = (await signedIn(officer)).cookies();
      const cookies = Object.entries(held).map(([name, value]) => ({ name, value, url }));
      return browser.open({ ...setup, cookies });
    },
  };
}
