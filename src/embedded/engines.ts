import { setTimeout as sleep } from 'node:timers/promises';
import { type Addresses, type EngineOptions, joinKeeper } from './join-keeper.ts';
import { makeOwnFolder } from './own-folder.ts';
import { pathsOf } from './paths.ts';
import { demandDebian } from './platform.ts';

/** Engines in use. They run until {@link Engines.release} or the end of this process, whichever way it ends. */
export interface Engines extends Addresses {
  release(): Promise<void>;
}

const longestPauseMs = 5_000;

/**
 * Starts the embedded engines of a DATA_DIR, or joins those that run already.
 * @throws PlatformError where they cannot run; Error with what the keeper said when they do not start
 */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  demandDebian();
  const paths = pathsOf(options.dataDir, options.packagesDir);
  for (const folder of [paths.data, paths.run, paths.logs]) await makeOwnFolder(folder);
  let released = false;
  const joined = await joinKeeper(options, paths);
  let { socket } = joined;
  watch();

  /**
   * A keeper that is killed, or that another user of it has ended, takes the way to the database along. It is reached
   * or started again at once, for as long as this process needs it; the addresses stay the same.
   */
  function watch(): void {
    // A command that is done with its work may end without saying release.
    socket.unref();
    const lost = () => {
      if (released) return;
      options.onProgress('The keeper of the embedded engines is gone; it is started again');
      comeBack().catch((error: unknown) => options.onProgress(String(error)));
    };
    if (socket.destroyed) lost();
    else socket.once('close', lost);
  }

  async function comeBack(): Promise<void> {
    for (let pause = 100; !released; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        ({ socket } = await joinKeeper(options, paths));
        if (released) {
          socket.destroy();
          return;
        }
        watch();
        options.onProgress('The embedded engines are back');
        return;
      } catch (error) {
        options.onProgress(
          `The engines do not come back yet: ${error instanceof Error ? error.message : error}`,
        );
        await sleep(pause, undefined, { ref: false });
      }
    }
  }

  return {
    ...joined.addresses,
    release: async () => {
      released = true;
      socket.destroy();
    },
  };
}
