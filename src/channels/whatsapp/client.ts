import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type whatsapp from 'whatsapp-web.js';
import type { BrowserProgram } from './settings.ts';

/** The library itself; it is loaded with the first browser only, for it and its puppeteer are large. */
export const loadLibrary = async () => (await import('whatsapp-web.js')).default;
export type Library = Awaited<ReturnType<typeof loadLibrary>>;

/** The library's client, with the steps its types leave out. */
export type Client = InstanceType<typeof whatsapp.Client> & {
  inject(): Promise<void>;
  initWebVersionCache(): Promise<void>;
};
export type Message = whatsapp.Message;

const inPage = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

/** How long a browser may take to close by itself before it is killed. */
const closesWithinMs = 5_000;

/** What {@link look} sees in the page. */
export interface Look {
  state: string;
  synced: boolean;
  injected: boolean;
}

/**
 * A client of the real library, mended where 1.34.7 would take the service down or lose the session with it:
 * - its own `destroy` and re-injection run unawaited, so a browser that dies in the middle of one would be an
 *   unhandled rejection, which ends Node; here they are caught, and a failed re-injection is a fault;
 * - it reads the text of the page unawaited, for a cache that is not used here; a browser that closes meanwhile would
 *   be such a rejection too, so it is not read;
 * - after a logout it deletes the folder of the running browser and goes on in it; here the session's folder is
 *   the caller's to remove, once the browser is closed, and nothing is injected any more.
 * @param fault called when the page could not be taken up again after a reload
 */
export function makeClient(
  library: Library,
  dataDir: string,
  browser: BrowserProgram,
  fault: (reason: string) => void,
): Client {
  const auth = new library.LocalAuth({ dataPath: dataDir });
  auth.logout = async () => {};
  const options: whatsapp.ClientOptions = {
    authStrategy: auth,
    // The page as WhatsApp serves it today: a kept older one is refused by the network sooner or later.
    webVersionCache: { type: 'none' },
    // Puppeteer takes a script's text too, which the library's types do not know.
    evalOnNewDoc: inPage as unknown as () => void,
    puppeteer: {
      headless: true,
      executablePath: browser.path,
      args: browser.args,
      // The service stops its browser itself, in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    },
  };
  const client = new library.Client(options) as Client;
  client.initWebVersionCache = async () => {};
  let begun = false;
  let ended = false;
  const inject = client.inject.bind(client);
  client.inject = async () => {
    if (ended) return;
    if (!begun) {
      await inject();
      begun = true;
      return;
    }
    await inject().catch((error) => {
      if (!ended) fault(sentence(error));
    });
  };
  client.once('disconnected', () => {
    ended = true;
  });
  client.destroy = async () => {
    ended = true;
    await closeBrowser(client);
  };
  return client;
}

/** Closes the browser, by force if it does not go by itself. Never rejects; twice is once. */
async function closeBrowser({ pupBrowser: browser }: Client): Promise<void> {
  if (!browser) return;
  const child = browser.process();
  const alive = () => child && child.exitCode === null && child.signalCode === null;
  if (browser.connected) await Promise.race([browser.close().catch(() => {}), sleep(closesWithinMs)]);
  if (!alive()) return;
  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await Promise.race([gone, sleep(closesWithinMs)]);
}

/** How the page stands. @throws Error when it does not answer in time, or is gone */
export async function look(client: Client, withinMs: number): Promise<Look> {
  return ask<Look>(client, 'look()', withinMs);
}

/** Calls one of the functions of `in-page.js`. @throws Error when the page does not answer in time, or is gone */
export async function ask<T>(client: Client, call: string, withinMs: number): Promise<T> {
  const { pupPage: page } = client;
  if (!page) throw new Error('there is no page yet');
  return within(page.evaluate(`window.rembuk.${call}`) as Promise<T>, withinMs);
}

/** A promise that is waited for so long and no longer. @throws TimeoutError */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const bell = new AbortController();
  const late = sleep(ms, undefined, { signal: bell.signal }).then(() => {
    throw new TimeoutError(`no answer within ${ms} ms`);
  });
  // Whichever loses the race may still reject; nobody waits for it then.
  late.catch(() => {});
  work.catch(() => {});
  return Promise.race([work, late]).finally(() => bell.abort());
}

/** Nobody knows what became of it. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** The first line of what was thrown; the library throws strings as well as errors. */
export function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replaceAll(/\d{6,}/g, '…').slice(0, 200);
}
