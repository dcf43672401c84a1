import type { Log } from '../../log.ts';
import { sleepUnlessStopped } from '../../process/sleep.ts';
import type { Channel, Incoming, Linking, Receipt } from '../channel.ts';
import { sentence } from './client.ts';
import { createNetworkClock } from './clock.ts';
import { download } from './download.ts';
import { createLinkFile, loggedOut } from './link-file.ts';
import { textLength } from './outgoing.ts';
import { type OwnedSession, openOwnedSession } from './owned-session.ts';
import { removeProfile } from './profile.ts';
import { createTicks } from './receipts.ts';
import { createRoom } from './room.ts';
import { later, sendMessage } from './sending.ts';
import type { Ending } from './session.ts';
import { defaultTimings, type Tenure, type Timings, type WhatsAppSettings } from './settings.ts';
import { createStatusBoard } from './status.ts';

/** Some seconds of a disk that fills up as fast as one can be written. */
const leastRoomMb = 100;
/** What people report to be borne: three seconds and up to two more between messages nobody asked for. */
const outreachGap = { everyMs: 3_000, jitterMs: 2_000 };

/**
 * WhatsApp by the real whatsapp-web.js in a Chromium of our own: linked like any computer, by QR or pairing code.
 * An unofficial client; docs/whatsapp.md says what that means. One process in all owns the number; faults are
 * answered with a new browser, a logout with a new code for staff to scan.
 */
export function createWhatsAppChannel(settings: WhatsAppSettings, log: Log): Channel {
  const timings: Timings = { ...defaultTimings, ...settings.timings };
  const board = createStatusBoard(log);
  const ticks = createTicks();
  const clock = createNetworkClock();
  const links = createLinkFile(settings.dataDir, log);
  const room = createRoom(settings.dataDir, settings.leastRoomMb ?? leastRoomMb);
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let owned: OwnedSession | null = null;
  let tenure: Tenure | null = null;
  let pairing = settings.pairingPhone;
  let takers = { messages: async (_: Incoming[]) => {}, receipt: async (_: Receipt) => {} };

  const tellStart = () => board.set('starting', { advice: 'whatsapp-starting' });

  /** Waits to be the owner, is it as long as it may, and waits again. */
  async function run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      tenure = await settings.lease.acquire().catch(() => null);
      if (!tenure) {
        board.set('standby', { advice: 'whatsapp-standby' });
        await sleepUnlessStopped(timings.standby, stop);
        continue;
      }
      try {
        await own(AbortSignal.any([stop, tenure.lost]));
      } finally {
        await tenure.release().catch(() => {});
        tenure = null;
      }
    }
  }

  /** One browser after another, with longer and longer pauses while none comes up, up to a plateau. */
  async function own(over: AbortSignal): Promise<void> {
    let wait = timings.firstPause;
    tellStart();
    while (!over.aborted) {
      await room.toOpen(
        { lacking: () => board.set('reconnecting', { advice: 'whatsapp-disk-full' }), again: tellStart },
        over,
      );
      if (over.aborted) return;
      const begun = Date.now();
      const { ending, wasReady } = await live(over);
      if (!ending) return;
      if (ending.kind === 'fault') {
        const { reason, advice } = ending;
        log.warn({ channel: 'whatsapp', reason }, 'WhatsApp has a fault; a new browser is started');
        board.set('reconnecting', { advice });
        if (wasReady && Date.now() - begun > timings.longestPause) wait = timings.firstPause;
        await sleepUnlessStopped(wait, over);
        wait = Math.min(wait * 2, timings.longestPause);
        continue;
      }
      await forget(ending.kind === 'logged-out');
      wait = timings.firstPause;
    }
  }

  /** One browser's life. `ending` is null when it was told to stop. */
  async function live(over: AbortSignal): Promise<{ ending: Ending | null; wasReady: boolean }> {
    try {
      owned = await openOwnedSession({
        settings,
        timings,
        board,
        ticks,
        clock,
        takers,
        links,
        log,
        pairing,
        over,
      });
    } catch (error) {
      const ending: Ending = { kind: 'fault', advice: 'whatsapp-no-browser', reason: sentence(error) };
      return { ending, wasReady: false };
    }
    const closed = new AbortController();
    const ending = await Promise.race([owned.ended, fullDisk(AbortSignal.any([over, closed.signal]))]);
    closed.abort();
    const wasReady = owned.wasReady();
    await owned.close();
    owned = null;
    return { ending, wasReady };
  }

  async function fullDisk(over: AbortSignal): Promise<Ending | null> {
    await room.gone(over);
    const reason = 'the disk has too little room';
    return over.aborted ? null : { kind: 'fault', advice: 'whatsapp-disk-full', reason };
  }

  /** The session is worth nothing any more: the next browser begins with a new link. */
  async function forget(byPhone: boolean): Promise<void> {
    pairing = settings.pairingPhone;
    await removeProfile(settings.dataDir);
    await links.write(byPhone ? loggedOut(await links.read(), new Date()) : {});
    if (byPhone) board.set('logged-out', { advice: 'whatsapp-logged-out' });
    else tellStart();
  }

  /** The session that may send. @throws SendError when there is none */
  function ready(): OwnedSession {
    if (!owned || board.get().state !== 'ready') throw later('WhatsApp is not ready');
    if (!tenure?.holds()) throw later('another process owns the number');
    return owned;
  }

  const linking: Linking = {
    async offerQr() {
      pairing = undefined;
      await owned?.offerQr();
    },
    async offerPairingCode(phone) {
      if (!owned) throw new Error('WhatsApp is not started yet');
      await owned.offerPairingCode(phone);
      pairing = phone;
    },
    async unlink() {
      if (owned) await owned.unlink();
      else if ((await links.read()).linkedAt) await forget(false);
    },
  };

  return {
    name: 'whatsapp',
    limits: { textLength, outreachPerSecond: 1000 / outreachGap.everyMs, outreachGap },
    canWriteFirst: true,
    linking,
    async start(messages, receipt = async () => {}) {
      takers = { messages, receipt };
      stopping = new AbortController();
      running = run(stopping.signal).catch((error) => {
        log.error({ channel: 'whatsapp', error: sentence(error) }, 'WhatsApp has stopped');
        board.set('failed', { advice: 'whatsapp-failed' });
      });
    },
    async stop() {
      stopping.abort();
      await running;
      board.set('stopped');
    },
    send: async (address, message) => {
      const { client, book } = ready();
      return sendMessage(client, book, timings, address, message);
    },
    download: async (media) => download(ready().client, media),
    status: board.get,
    onStatus: board.listen,
  };
}
