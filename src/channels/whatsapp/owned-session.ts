import { setMaxListeners } from 'node:events';
import type { Log } from '../../log.ts';
import { background } from '../../process/background.ts';
import { type AddressBook, openAddressBook } from './addresses.ts';
import { type Client, loadLibrary, sentence, within } from './client.ts';
import type { NetworkClock } from './clock.ts';
import { openIntake, type Takers } from './intake.ts';
import { type LinkFile, linked, loggedOut, unlinked } from './link-file.ts';
import type { Ticks } from './receipts.ts';
import { type Ending, openSession } from './session.ts';
import type { Timings, WhatsAppSettings } from './settings.ts';
import type { StatusBoard } from './status.ts';

/** A session with everything around it: codes shown, the link remembered, messages handed over. */
export interface OwnedSession {
  client: Client;
  book: AddressBook;
  /** Null: it was told to stop, or the lease was lost. */
  ended: Promise<Ending | null>;
  wasReady(): boolean;
  offerQr(): Promise<void>;
  /** @throws Error in plain words when WhatsApp gives no code */
  offerPairingCode(phone: string): Promise<void>;
  unlink(): Promise<void>;
  close(): Promise<void>;
}

interface Around {
  settings: WhatsAppSettings;
  timings: Timings;
  board: StatusBoard;
  ticks: Ticks;
  clock: NetworkClock;
  takers: Takers;
  links: LinkFile;
  log: Log;
  /** Offer a pairing code for this number as soon as a link is needed. */
  pairing: string | undefined;
  over: AbortSignal;
}

/** How often it is written down up to when everything was handed over. */
const noteEveryMs = 15_000;
/** How long hand-overs under way may still take at the end. */
const drainsWithinMs = 5_000;
const codeWithinMs = 30_000;

/** @throws Error when there is no browser to start */
export async function openOwnedSession(around: Around): Promise<OwnedSession> {
  const { settings, timings, board, ticks, clock, takers, links, log, over } = around;
  const { dataDir } = settings;
  const ending = new AbortController();
  const browser = await settings.browser();
  let link = await links.read();
  // A session that nobody has begun yet is not linked.
  if (!link.linkedAt && !link.unlinkedAt) await seeUnlinked();
  let code: string | undefined;
  let codeAsked = false;
  let seenReady = false;
  let missing = true;
  let notedAt = 0;
  let lookedAt = 0;

  const session = openSession(await loadLibrary(), dataDir, browser, timings, {
    qr: (qr) => background(() => offer(qr), log, 'WhatsApp offered no code'),
    pairingCode: (given) => {
      code = given;
      showCodes({ pairingCode: given });
      background(seeUnlinked, log, 'The link is not written down');
    },
    ready: () => background(becomeReady, log, 'WhatsApp is ready, and something of it failed'),
    away: () => board.set('reconnecting', { advice: 'whatsapp-line' }),
    message: (message) => intake.message(message),
    edit: (message, words) => intake.edit(message, words),
    unopened: (message) => intake.unopened(message),
    ack: (message, ack) => intake.ack(message, ack),
    well: () => background(stayReady, log, 'WhatsApp is well, and something of it failed'),
  });
  const { client } = session;
  const book = openAddressBook(settings.people, {
    lookUp: async (wid) => (await within(client.getContactLidAndPhone([wid]), timings.send))[0],
    exists: async (phone) => Boolean(await within(client.getNumberId(phone), timings.send)),
  });
  const ended = AbortSignal.any([over, ending.signal]);
  // As many chats as wait to be handed over listen to it; Node warns from eleven on.
  setMaxListeners(0, ended);
  const intake = openIntake(client, book, ticks, takers, link.behind ?? {}, ended, log);

  async function seeUnlinked(): Promise<void> {
    link = unlinked(link, new Date());
    await links.write(link);
  }

  /** A link is needed. Where there was one, the phone has ended it while nobody listened. */
  async function offer(qr: string): Promise<void> {
    if (link.linkedAt) link = loggedOut(link, new Date());
    await seeUnlinked();
    // Linked while that was being written down: the code is worth nothing any more.
    if (link.linkedAt) return;
    showCodes(code ? { pairingCode: code } : { qr });
    if (!around.pairing || codeAsked) return;
    codeAsked = true;
    await offerPairingCode(around.pairing).catch((error) =>
      log.warn({ channel: 'whatsapp', error: sentence(error) }, 'No pairing code; the QR code stays'),
    );
  }

  function showCodes(codes: { qr?: string; pairingCode?: string }): void {
    if (link.loggedOutAt) board.set('logged-out', { advice: 'whatsapp-logged-out', ...codes });
    else board.set('scan', { advice: 'whatsapp-scan', ...codes });
  }

  async function becomeReady(): Promise<void> {
    intake.hold();
    await clock.set(client);
    if (!link.linkedAt || !link.number) {
      link = linked(link, client.info.wid.user, new Date(), clock.now());
      await links.write(link);
    }
    seenReady = true;
    code = undefined;
    missing = true;
    board.set('ready', link.linkedAt ? { linkedAt: link.linkedAt } : {});
    await catchUp();
  }

  async function catchUp(): Promise<void> {
    const listensSince = new Date(link.listensSince ?? link.linkedAt ?? clock.now());
    const since = new Date(link.handedOverUntil ?? listensSince);
    missing = false;
    await intake.catchUp(since, listensSince).catch((error) => {
      missing = true;
      throw error;
    });
  }

  /** At each good look: what could not be fetched is tried again, and it is noted how far all is handed over. */
  async function stayReady(): Promise<void> {
    await links.retry();
    if (missing) return catchUp();
    if (Date.now() - notedAt >= noteEveryMs) await note();
    await intake.readBehind();
    if (Date.now() - lookedAt < timings.untold) return;
    lookedAt = Date.now();
    await intake.lookForUntold(clock.now(), timings.untold);
  }

  async function note(): Promise<void> {
    if (missing || !intake.empty()) return;
    notedAt = Date.now();
    link = { ...link, handedOverUntil: clock.now().toISOString(), behind: intake.behind() };
    await links.write(link);
  }

  async function offerPairingCode(phone: string): Promise<void> {
    await within(client.requestPairingCode(phone), codeWithinMs).catch((error) => {
      throw new Error(`WhatsApp gave no pairing code: ${sentence(error)}`);
    });
  }

  return {
    client,
    book,
    ended: Promise.race([session.ended, aborted(over)]),
    wasReady: () => seenReady,
    offerPairingCode,
    async offerQr() {
      if (!code) return;
      code = undefined;
      await within(client.cancelPairingCode(), codeWithinMs);
    },
    unlink: () => session.unlink(),
    async close() {
      await within(intake.idle(), drainsWithinMs).catch(() => {});
      ending.abort();
      await session.close();
    },
  };
}

/** Resolves to null when the signal fires. */
function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
}
