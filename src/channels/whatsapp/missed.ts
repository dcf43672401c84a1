import type { Log } from '../../log.ts';
import { ask, type Client, type Message, sentence, within } from './client.ts';

/** Messages looked at in a chat beyond its unread ones: some were read on the office's phone while nobody listened. */
const lookBack = 20;
const listWithinMs = 30_000;
/** A chat that hangs holds the others up for so long, and all that hang together for so long. */
const chatWithinMs = 10_000;
const chatsWithinMs = 40_000;

/** Chats that hold something that was not handed over yet: since when, in seconds. */
export type Behind = Record<string, number>;

/** Reads in the chats what came while nobody listened. What a chat that cannot be read holds stays to be read. */
export interface Missed {
  /**
   * Chats with something new are to be read.
   * @param from seconds: what is older counts only where it is unread
   * @param floor seconds: nothing older counts
   */
  look(from: number, floor: number): Promise<void>;
  /** What the chats that are behind hold, in the order it was sent. Those that cannot be read stay behind. */
  read(): Promise<Message[]>;
  behind(): Behind;
  /**
   * What chats hold that have something unread since between two instants, in the order it was sent; what was handed over is
   * among it. A chat that is behind, or cannot be read, is left out. Times in seconds.
   */
  unread(from: number, until: number, floor: number): Promise<Message[]>;
}

/** @param before chats that an earlier session could not read */
export function openMissed(client: Client, before: Behind, log: Log): Missed {
  const behind = new Map(Object.entries(before));
  const complained = new Set<string>();

  /**
   * The library turns round what was sent in one second, and cuts off the newest of it where the page holds more than it
   * is asked for. So it is asked for all that the page holds, and the page for its own order.
   */
  async function readChat(id: string, since: number): Promise<Message[]> {
    const order = () => ask<string[]>(client, `order(${JSON.stringify(id)})`, chatWithinMs);
    const chat = await client.getChatById(id);
    const limit = Math.max((await order()).length, chat.unreadCount + lookBack);
    const messages = await chat.fetchMessages({ limit, fromMe: false });
    const places = new Map((await order()).map((messageId, place) => [messageId, place]));
    const place = (message: Message) => places.get(message.id.id) ?? -1;
    return messages.filter(({ timestamp }) => timestamp >= since).sort((a, b) => place(a) - place(b));
  }

  function complain(id: string, error: unknown): null {
    if (!complained.has(id))
      log.warn(
        { channel: 'whatsapp', error: sentence(error) },
        'A chat could not be read; it is tried again',
      );
    complained.add(id);
    return null;
  }

  const tryChat = (id: string, since: number): Promise<Message[] | null> =>
    within(readChat(id, since), chatWithinMs).catch((error) => complain(id, error));

  return {
    async look(from, floor) {
      const chats = await ask<{ id: string; unread: number }[]>(client, `recent(${from})`, listWithinMs);
      for (const { id, unread } of chats) {
        const since = unread > 0 ? floor : Math.max(from, floor);
        behind.set(id, Math.min(since, behind.get(id) ?? since));
      }
    },
    async read() {
      const until = Date.now() + chatsWithinMs;
      const missed: Message[] = [];
      for (const [id, since] of [...behind]) {
        if (Date.now() > until) break;
        const messages = await tryChat(id, since);
        behind.delete(id);
        if (messages) missed.push(...messages);
        // At the end: next time the others come first.
        else behind.set(id, since);
      }
      return inOrder(missed);
    },
    behind: () => Object.fromEntries(behind),
    async unread(from, until, floor) {
      const ids = await ask<string[]>(client, `unread(${from}, ${until})`, listWithinMs);
      const over = Date.now() + chatsWithinMs;
      const found: Message[] = [];
      for (const id of ids) {
        if (Date.now() > over) break;
        if (!behind.has(id)) found.push(...((await tryChat(id, Math.max(from, floor))) ?? []));
      }
      return inOrder(found);
    },
  };
}

const inOrder = (messages: Message[]): Message[] => messages.sort((a, b) => a.timestamp - b.timestamp);
