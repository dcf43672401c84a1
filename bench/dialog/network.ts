import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Manner, Sample } from './network/crowd.ts';
import type { TalkRecord } from './network/talk.ts';

const child = fileURLToPath(new URL('network/network-child.ts', import.meta.url));

/** The Bot API and the people behind it, who live in a process of their own. */
export interface Network {
  url: string;
  /** Resolves when a bot waits for updates. */
  polled(): Promise<void>;
  /** Lets go of updates that no bot has fetched. */
  forget(): Promise<void>;
  /** People begin to talk. */
  begin(manner: Manner): Promise<void>;
  /** What happened since the last look; and the processor time that the network has taken in all, in ms. */
  look(): Promise<Sample & { networkCpuMs: number }>;
  /** People fall silent. @returns what each of them has said and heard */
  end(): Promise<TalkRecord[]>;
  close(): void;
}

/** Starts the network. */
export async function startNetwork(): Promise<Network> {
  const network = fork(child, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const act = caller(network);
  return {
    url: await act('url'),
    polled: () => act('polled'),
    forget: () => act('forget'),
    begin: (manner) => act('begin', manner),
    look: () => act('look'),
    end: () => act('end'),
    close: () => network.disconnect(),
  };
}

/** Calls of another process, which answers each under its id. */
function caller(network: ChildProcess) {
  const waiting = new Map<number, (result: unknown) => void>();
  let calls = 0;
  network.on('message', ({ id, result }: { id: number; result: unknown }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return <T>(act: string, manner?: Manner): Promise<T> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, resolve as (result: unknown) => void);
      network.send({ id: calls, act, with: manner }, (error) => error && reject(error));
    });
}
