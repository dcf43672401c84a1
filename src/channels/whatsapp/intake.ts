import type { Log } from '../../log.ts';
import { inGroups } from '../../process/in-groups.ts';
import type { Incoming, Receipt } from '../channel.ts';
import { type AddressBook, type Addressed, addressOf } from './addresses.ts';
import { ask, type Client, type Message, sentence } from './client.ts';
import { isForUs, isUnopened, toCorrection, toIncoming, toUnopened } from './incoming.ts';
import { createLanes } from './lanes.ts';
import { type Behind, openMissed } from './missed.ts';
import type { Ticks } from './receipts.ts';

/** What was taken up lately, so that a catch-up does not take it up again. */
const remembered = 5_000;
/** A message may be older than its arrival. */
const slackMs = 2 * 60 * 1000;
/** How far back is looked for what nobody was told of; what is older was looked for several times. */
const untoldForMs = 10 * 60 * 1000;
/** Receipts of older messages change nothing any more. */
const receiptsForMs = 7 * 24 * 3600 * 1000;
const acksWithinMs = 30_000;
/** The lane of all that came in, until it is known whose it is. */
const arrivals = 'arrivals';

/** Who takes what comes in. */
export interface Takers {
  messages(messages: Incoming[]): Promise<void>;
  receipt(receipt: Receipt): Promise<void>;
}

/** Takes in what one session brings. */
export interface Intake {
  message(message: Message): void;
  /** A message as its sender has edited it; `words` is what it says now. */
  edit(message: Message, words: string): void;
  /** A message that could not be opened: whoever sent it is to be told, for they see it as sent. */
  unopened(message: Message): void;
  ack(message: Message, ack: number): void;
  /** What comes in from now on waits until the next {@link catchUp} has ended, so that nothing overtakes. */
  hold(): void;
  /**
   * Fetches what arrived while nobody listened, for the library tells nothing of it. What comes in meanwhile waits.
   * Both times are by WhatsApp's clock.
   * @param since when everything before had been handed over
   * @param listensSince nothing older is looked at: those chats were the phone's before it was the office's
   */
  catchUp(since: Date, listensSince: Date): Promise<void>;
  /** Tries again the chats that could not be read; nothing waits for it. */
  readBehind(): Promise<void>;
  /** Fetches what the page has held unread for a while and told nobody of. @param now by WhatsApp's clock */
  lookForUntold(now: Date, afterMs: number): Promise<void>;
  /** Chats that could not be read yet: what they hold is not handed over. */
  behind(): Behind;
  /** Nothing waits to be handed over, but what chats hold that are {@link behind}. */
  empty(): boolean;
  /** Resolves when all is handed over, or the session has ended. */
  idle(): Promise<void>;
}

/** Remembers the last so many. */
function createMemory(size: number): { has(id: string): boolean; add(id: string): void } {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > size && oldest !== undefined) ids.delete(oldest);
    },
  };
}

/** A phone chooses the ids of its messages itself, so only with their sender are they told apart. */
const idOf = (message: Message) => `${message.from} ${message.id.id}`;

/** @param before chats that an earlier session could not read */
export function openIntake(
  client: Client,
  book: AddressBook,
  ticks: Ticks,
  takers: Takers,
  before: Behind,
  over: AbortSignal,
  log: Log,
): Intake {
  const known = createMemory(remembered);
  const missed = openMissed(client, before, log);
  /** Chats whose messages wait in the lane of an address: one person may have two. */
  const chatsOf = new Map<string, Set<string>>();
  let reading = 0;
  let looking = false;
  /** People hand over side by side; what they bring in one moment goes together. */
  const take = inGroups(takers.messages);
  /** What comes in while the missed is being fetched. */
  let held: (() => void)[] | null = null;
  /** Nothing older than this, in seconds, is the office's. */
  let floor = Number.POSITIVE_INFINITY;
  const lanes = createLanes(over, {
    fault: (error) =>
      log.warn({ channel: 'whatsapp', error: sentence(error) }, 'Could not be handed over; trying again'),
    // Blue ticks for the sender, and the phone shows the office nothing that the service has dealt with.
    drained: (address) => {
      for (const chat of chatsOf.get(address) ?? [])
        if (!(chat in missed.behind())) client.sendSeen(chat).catch(() => {});
      chatsOf.delete(address);
    },
  });

  /**
   * Whose each is, is found out side by side; then each goes into the lane of its person in the order they came. Where it is
   * not found out, it is tried again in the lane of its chat, and nobody waits behind it but what that chat brings next.
   */
  function inOrder({ from }: Message, work: (addressed: Addressed) => Promise<void>): void {
    const found = book.resolve(from).catch(() => null);
    lanes.add(arrivals, async () => {
      const addressed = await found;
      const lane = addressed && !lanes.has(from) ? addressed.address : from;
      chatsOf.set(lane, (chatsOf.get(lane) ?? new Set()).add(from));
      lanes.add(lane, async () => work(addressed ?? (await book.resolve(from))));
    });
  }

  function queue(message: Message): void {
    if (!isForUs(message)) return;
    // Lanes try until it is done, so from here on this session has it.
    known.add(idOf(message));
    inOrder(message, (addressed) => take(toIncoming(message, addressed)));
  }

  /** Goes the way of the message it corrects, so that it is never before it. */
  function queueEdit(message: Message, words: string): void {
    if (!isForUs(message) || message.timestamp < floor) return;
    inOrder(message, async (addressed) => {
      const correction = toCorrection(message, words, addressed);
      if (correction) await take(correction);
    });
  }

  /** It may still be opened, so it is not known then. */
  function queueUnopened(message: Message): void {
    if (!isUnopened(message)) return;
    inOrder(message, (addressed) => take(toUnopened(message, addressed)));
  }

  function takeUp(messages: Message[]): void {
    for (const message of messages) {
      if (known.has(idOf(message))) continue;
      queue(message);
      // Of one that was missed the library would not tell any more, whatever becomes of it.
      queueUnopened(message);
    }
  }

  /** Does it now, or once the missed has been fetched. */
  function inTurn(go: () => void): void {
    if (held) held.push(go);
    else go();
  }

  function tick(messageId: string, wid: string, ack: number): void {
    const status = ticks.of(messageId, ack);
    if (!status) return;
    const at = new Date().toISOString();
    lanes.add(`receipt ${messageId}`, async () => {
      const { address } = /@(c\.us|lid)$/.test(wid) ? await book.resolve(wid) : { address: addressOf(wid) };
      await takers.receipt({ messageId, address, status, at });
    });
  }

  async function readBehind(): Promise<void> {
    reading += 1;
    try {
      takeUp(await missed.read());
    } finally {
      reading -= 1;
    }
  }

  /** Nothing is remembered of it: what is unread is looked at by the next start too. */
  async function readUnread(now: Date, afterMs: number): Promise<void> {
    const ago = (ms: number) => Math.floor((now.getTime() - ms) / 1000);
    looking = true;
    try {
      takeUp(await missed.unread(ago(untoldForMs), ago(afterMs), floor));
    } finally {
      looking = false;
    }
  }

  async function fetchMissed(since: Date, listensSince: Date): Promise<void> {
    const from = Math.floor((since.getTime() - slackMs) / 1000);
    floor = Math.floor((listensSince.getTime() - slackMs) / 1000);
    await missed.look(from, floor);
    await readBehind();
    const sentSince = Math.floor((Date.now() - receiptsForMs) / 1000);
    const acks = await ask<{ id: string; chat: string; ack: number }[]>(
      client,
      `acks(${sentSince})`,
      acksWithinMs,
    );
    for (const { id, chat, ack } of acks) tick(id, chat, ack);
  }

  return {
    message(message) {
      if (held) held.push(() => takeUp([message]));
      else queue(message);
    },
    edit(message, words) {
      inTurn(() => queueEdit(message, words));
    },
    unopened(message) {
      inTurn(() => queueUnopened(message));
    },
    ack(message, ack) {
      if (message.fromMe) tick(message.id.id, message.to, ack);
    },
    hold() {
      held ??= [];
    },
    async catchUp(since, listensSince) {
      held ??= [];
      try {
        await fetchMissed(since, listensSince);
      } finally {
        const waiting = held ?? [];
        held = null;
        for (const go of waiting) go();
      }
    },
    readBehind: async () => {
      if (reading === 0) await readBehind();
    },
    lookForUntold: async (now, afterMs) => {
      if (held === null && !looking) await readUnread(now, afterMs);
    },
    behind: missed.behind,
    empty: () => held === null && reading === 0 && lanes.empty(),
    idle: () => lanes.idle(),
  };
}
