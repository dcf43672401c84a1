import { randomBytes } from 'node:crypto';

/** Somebody on WhatsApp. Ids are as the page spells them: `628…@c.us` and `…@lid`. */
export interface Person {
  phone: string;
  lid: string;
  name: string;
  /** The page knows from the start which number the lid belongs to. */
  told: boolean;
  /** WhatsApp tells nobody the number, not even when asked. */
  hidden: boolean;
}

/** A message as the wire between server and page carries it. */
export interface WireMessage {
  id: string;
  chat: string;
  from: string;
  to: string;
  fromMe: boolean;
  author?: string;
  type: string;
  body?: string;
  /** Seconds since 1970. */
  t: number;
  ack: number;
  [more: string]: unknown;
}

interface KeptChat {
  id: string;
  unread: number;
  messages: WireMessage[];
}

/** What WhatsApp and the office's phone remember: account, linked devices, people, chats, files. */
export interface Phone {
  account: { phone: string; lid: string; name: string };
  devices: Set<string>;
  people: Map<string, Person>;
  chats: Map<string, KeptChat>;
  /** By the path that the page fetches them at. */
  files: Map<string, { bytes: Buffer; mimetype: string }>;
  /** By either id. */
  find(id: string): Person | undefined;
  findMessage(id: string): WireMessage | undefined;
  keep(message: WireMessage, unread: boolean): void;
  keepFile(bytes: Buffer, mimetype: string): string;
}

/** Capital hex digits, as WhatsApp's ids have them. */
export const newId = (prefix: string) => prefix + randomBytes(9).toString('hex').toUpperCase();

export function createPhone(number: string): Phone {
  const chats = new Map<string, KeptChat>();
  const people = new Map<string, Person>();
  const files = new Map<string, { bytes: Buffer; mimetype: string }>();
  return {
    account: { phone: `${number}@c.us`, lid: `9${number}@lid`, name: 'Bapperida' },
    devices: new Set(),
    people,
    chats,
    files,
    find: (id) => [...people.values()].find((person) => person.phone === id || person.lid === id),
    findMessage: (id) => [...chats.values()].flatMap((chat) => chat.messages).find((one) => one.id === id),
    keep(message, unread) {
      const chat = chats.get(message.chat) ?? { id: message.chat, unread: 0, messages: [] };
      chat.messages.push(message);
      if (unread) chat.unread += 1;
      chats.set(message.chat, chat);
    },
    keepFile(bytes, mimetype) {
      const path = `/v/${newId('')}`;
      files.set(path, { bytes, mimetype });
      return path;
    },
  };
}
