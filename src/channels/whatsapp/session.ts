import { sleepUnlessStopped } from '../../process/sleep.ts';
import {
  ask,
  type Client,
  type Library,
  type Look,
  look,
  type Message,
  makeClient,
  sentence,
  TimeoutError,
  within,
} from './client.ts';
import { isKeptFromUs } from './incoming.ts';
import { freeProfile } from './profile.ts';
import type { BrowserProgram, Timings } from './settings.ts';

/** Why a browser's life ended. */
export type Ending =
  /** To be tried again; `reason` is for the log. */
  | { kind: 'fault'; advice: FaultAdvice; reason: string }
  /** The phone ended the link: the session is worth nothing any more. */
  | { kind: 'logged-out' }
  /** We ended the link. */
  | { kind: 'unlinked' };

/** What staff are told of a fault; keys below `channel.advice`. */
export type FaultAdvice =
  | 'whatsapp-fault'
  | 'whatsapp-conflict'
  | 'whatsapp-never-ready'
  | 'whatsapp-disk-full'
  | 'whatsapp-no-browser';

/** What a session tells while it lives. */
export interface SessionHooks {
  qr(qr: string): void;
  pairingCode(code: string): void;
  /** Linked, synced and listening; comes again after a reload or a broken line. */
  ready(): void;
  /** The line to WhatsApp is cut; the page tries by itself. */
  away(): void;
  message(message: Message): void;
  /** Somebody has edited a message of theirs; `words` is its text or caption now. */
  edit(message: Message, words: string): void;
  /** A message that could not be decrypted, though its phone was asked for it again, or that it keeps from linked devices. */
  unopened(message: Message): void;
  ack(message: Message, ack: number): void;
  /** A look of the watchdog found the page well. */
  well(): void;
}

/** One life of a browser on the number's session. */
export interface Session {
  client: Client;
  ended: Promise<Ending>;
  /** Ends the link on WhatsApp's side; the session then ends as `unlinked`. */
  unlink(): Promise<void>;
  close(): Promise<void>;
}

/** How long WhatsApp may take to hear that the link is over. */
const unlinksWithinMs = 15_000;

/** Starts a browser and watches it until its life ends. Everything that goes wrong is an ending, nothing is thrown. */
export function openSession(
  library: Library,
  dataDir: string,
  browser: BrowserProgram,
  timings: Timings,
  hooks: SessionHooks,
): Session {
  const closing = new AbortController();
  let isReady = false;
  let unlinking = false;
  let end: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  /** A browser that closes because we are unlinking is no fault. */
  const fault = (reason: string, advice: FaultAdvice = 'whatsapp-fault') => {
    if (!unlinking) end({ kind: 'fault', advice, reason });
  };
  const client = makeClient(library, dataDir, browser, fault);

  client.on('qr', hooks.qr);
  client.on('code', hooks.pairingCode);
  client.on('ready', () => {
    isReady = true;
    hooks.ready();
  });
  client.on('change_state', (state: string) => {
    if (state === 'TIMEOUT') hooks.away();
    if (state === 'CONNECTED' && isReady) hooks.ready();
  });
  client.on('disconnected', (reason: string) => {
    if (unlinking) return;
    if (reason === 'LOGOUT') end({ kind: 'logged-out' });
    else fault(`WhatsApp says ${reason}`, reason === 'CONFLICT' ? 'whatsapp-conflict' : 'whatsapp-fault');
  });
  client.on('message', hooks.message);
  client.on('message_edit', (message: Message, words: unknown) => hooks.edit(message, String(words ?? '')));
  client.on('message_ciphertext', (message: Message) => {
    if (isKeptFromUs(message)) hooks.unopened(message);
  });
  client.on('message_ciphertext_failed', hooks.unopened);
  client.on('message_ack', (message: Message, ack: number) => hooks.ack(message, ack));

  async function live(): Promise<void> {
    try {
      await freeProfile(dataDir);
      await within(client.initialize(), timings.startsWithin);
    } catch (error) {
      return fault(sentence(error), client.pupBrowser ? 'whatsapp-fault' : 'whatsapp-no-browser');
    }
    client.pupBrowser?.once('disconnected', () => fault('the browser is gone'));
    client.pupPage?.once('error', (error) => fault(`the page crashed: ${sentence(error)}`));
    if (!client.pupBrowser?.connected) return fault('the browser is gone');
    await watch();
  }

  /** Notices what the library gives no event for: a page that hangs, a `ready` that never comes, a stale QR code. */
  async function watch(): Promise<void> {
    let missed = 0;
    let movedAt = Date.now();
    let syncedAt: number | null = null;
    while (!closing.signal.aborted) {
      await sleepUnlessStopped(timings.lookEvery, closing.signal);
      if (closing.signal.aborted) return;
      let seen: Look;
      try {
        seen = await look(client, timings.pageAnswers);
        missed = 0;
      } catch (error) {
        missed += 1;
        // A page that is being loaded anew cannot answer for a moment.
        if (error instanceof TimeoutError || missed > 3) return fault(`the page hangs: ${sentence(error)}`);
        continue;
      }
      if (isReady && seen.injected) {
        movedAt = Date.now();
        hooks.well();
        continue;
      }
      if (seen.state === 'UNPAIRED_IDLE') await page('refreshQr()');
      if (seen.state.startsWith('UNPAIRED')) movedAt = Date.now();
      syncedAt = seen.synced && !seen.injected ? (syncedAt ?? Date.now()) : null;
      if (syncedAt !== null && Date.now() - syncedAt >= timings.nudgeAfter) {
        await page('nudge()');
        syncedAt = null;
      }
      if (Date.now() - movedAt > timings.startsWithin)
        return fault('neither ready nor asking for a link', 'whatsapp-never-ready');
    }
  }

  /** What fails here is seen again at the next look. */
  const page = (call: string) => ask(client, call, timings.pageAnswers).catch(() => {});

  live().catch((error) => fault(sentence(error)));
  return {
    client,
    ended,
    async unlink() {
      unlinking = true;
      // Whether WhatsApp heard it or not, this end of the link is cut.
      await within(client.logout(), unlinksWithinMs).catch(() => {});
      end({ kind: 'unlinked' });
    },
    async close() {
      closing.abort();
      await client.destroy();
    },
  };
}
