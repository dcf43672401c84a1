/** Who is compared: how each is started, and what it has stored of a person. */
import { join } from 'node:path';
import { type BotProcess, startBot } from './bot-process.ts';
import type { Ground } from './ground.ts';
import { ours } from './ours.ts';

/** What a bot has stored of one person. */
export interface Stored {
  /** By question. */
  answers: Record<string, unknown>;
  /** All of it as text, for what stands there under no question. */
  all: string;
}

/** One bot under comparison. */
export interface Contestant {
  name: string;
  /** People of these chats are to be known, where the bot knows people. */
  expect(ground: Ground, firstChat: number, people: number): Promise<void>;
  /** Starts it; resolves at once. */
  start(ground: Ground): BotProcess;
  /** What it has stored of people, by chat. */
  stored(ground: Ground, chats: number[]): Promise<Map<number, Stored>>;
}

const token = '123456:bench-token-of-the-local-bot-api';

const peer = (name: string, stored: Contestant['stored']): Contestant => ({
  name,
  expect: async () => {},
  start: ({ peersDir, network, mongodbUri, redisUrl }) =>
    startBot([join(peersDir, `${name}-child.js`)], {
      NODE_ENV: 'production',
      TOKEN: token,
      API_ROOT: network.url,
      MONGODB_URI: mongodbUri,
      REDIS_URL: redisUrl,
      NAME: nameOf(name),
    }),
  stored,
});

/** Database and prefix of keys of a peer. */
const nameOf = (peerName: string) => `bench_${peerName.replaceAll('-', '_')}`;

const sessionOf = (session: { answers?: Record<string, string> }): Stored => ({
  answers: session.answers ?? {},
  all: JSON.stringify(session.answers ?? {}),
});

export const contestants: Contestant[] = [
  ours,
  peer('telegraf-mongodb', async ({ mongo }, chats) => {
    const sessions = mongo
      .db(nameOf('telegraf-mongodb'))
      .collection<{ _id: string; session: { answers?: Record<string, string> } }>('sessions');
    const found = await sessions.find({ _id: { $in: chats.map((chat) => `${chat}:${chat}`) } }).toArray();
    return new Map(found.map(({ _id, session }) => [Number(_id.split(':')[0]), sessionOf(session)]));
  }),
  peer('telegraf-redis', async ({ redis }, chats) => {
    const found = await redis.mget(chats.map((chat) => `${nameOf('telegraf-redis')}:${chat}:${chat}`));
    return new Map(chats.map((chat, index) => [chat, sessionOf(JSON.parse(found[index] ?? '{}'))]));
  }),
  ...['grammy-runner-redis', 'grammy-redis'].map((name) =>
    peer(name, async ({ redis }, chats) => {
      const ended = await redis.mget(chats.map((chat) => `${nameOf(name)}:answers:${chat}`));
      const logs = await redis.mget(chats.map((chat) => `${nameOf(name)}:${chat}`));
      return new Map(
        chats.map((chat, index) => [
          chat,
          { answers: JSON.parse(ended[index] ?? '{}'), all: `${ended[index] ?? ''}${logs[index] ?? ''}` },
        ]),
      );
    }),
  ),
];
