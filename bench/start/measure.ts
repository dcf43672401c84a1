import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotApi } from '../../test/support/bot-api/server.ts';
import { processorMs, residentMb } from '../process-figures.ts';

/** One start of one role. Times count from the creation of the process. */
export interface Start {
  /** Until the first `getUpdates` arrived at the Bot API; null for a role that asks for none. */
  firstPollMs: number | null;
  /** Until the service said that it is ready. */
  readyMs: number;
  /** Processor time of the process until it was ready: unlike the rest hardly touched by what else the machine does. */
  cpuMs: number;
  /** Resident memory after the rest, in MB of 1,000,000 bytes. */
  restMb: number;
}

/** What a start is measured with. */
export interface Ground {
  /** Arguments of Node.js that start the service, up to and with `start`. */
  command: string[];
  env: NodeJS.ProcessEnv;
  botApi: BotApi;
  /** How long the service rests before its memory is read, in ms. */
  restMs: number;
}

/** Time within which a start must come to its end, in ms. */
const patienceMs = 120_000;

/**
 * Starts the service in one role, waits until it is ready and (where it has Telegram) polls, lets it rest, and ends it.
 * @throws Error with what the service said, when it ends or is not ready in time
 */
export async function measureStart(role: string, ground: Ground): Promise<Start> {
  const { command, env, botApi, restMs } = ground;
  const polls = role === 'all' || role === 'gateway';
  const { PATH, HOME } = process.env;
  const begun = performance.now();
  const child = spawn(process.execPath, [...command, '--role', role], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (!pid) throw new Error('The service could not be started.');
  try {
    const polled = polls ? untilPolled(botApi, child, begun) : null;
    const readyMs = await untilReady(child, begun);
    const cpuMs = await processorMs(pid);
    const firstPollMs = await polled;
    await sleep(restMs);
    return { firstPollMs, readyMs, cpuMs, restMb: await residentMb(pid) };
  } finally {
    await end(child);
  }
}

async function untilReady(child: ChildProcess, begun: number): Promise<number> {
  let said = '';
  return new Promise((ready, fail) => {
    const late = setTimeout(() => fail(new Error(`Not ready in time:\n${said}`)), patienceMs);
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      if (!said.includes('"msg":"Ready"')) return;
      clearTimeout(late);
      ready(performance.now() - begun);
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      fail(new Error(`The service ended with ${code}:\n${said}`));
    });
  });
}

/** The stand-in is asked every millisecond, which is as exact as the figure needs to be. */
async function untilPolled(botApi: BotApi, child: ChildProcess, begun: number): Promise<number | null> {
  while (child.exitCode === null && performance.now() - begun < patienceMs) {
    if (botApi.isPolled()) return performance.now() - begun;
    await sleep(1);
  }
  return null;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
