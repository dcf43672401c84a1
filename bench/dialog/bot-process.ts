import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { processorMs, residentMb } from '../process-figures.ts';

/** A bot that runs in a process of its own. */
export interface BotProcess {
  /** User and system time of all its threads, in ms; the kernel counts in hundredths of a second. */
  cpuMs(): Promise<number>;
  /** Resident memory, in MB of 1,000,000 bytes. */
  memoryMb(): Promise<number>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
  /** Resolves with what it said when it ends. */
  ended: Promise<string>;
}

/** @param args of Node.js; settings of the outer environment do not reach the bot */
export function startBot(args: string[], env: NodeJS.ProcessEnv): BotProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (!pid) throw new Error(`${args.join(' ')} could not be started.`);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => `It ended with ${code ?? signal}:\n${said}`);
  return {
    cpuMs: () => processorMs(pid),
    memoryMb: () => residentMb(pid),
    kill: () => end(child, ended, 'SIGKILL'),
    stop: () => end(child, ended, 'SIGTERM'),
    ended,
  };
}

async function end(child: ChildProcess, ended: Promise<string>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await ended;
}
