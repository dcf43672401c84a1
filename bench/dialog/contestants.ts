/** Who is compared: how each is started, and what it has stored of a person. */
import { join } from 'node:path';
import { startBot } from './bot-process.ts';
import { type Contestant, type Stored, token } from './contestant.ts';
import { oursOn } from './ours.ts';

const peer = (name: string, stored: Contestant['stored']): Contestant => ({
  name,
  prepare: async () => {},
  expect: async () => {},
  start: ({ peersDir, network, mongodbUri, redisUrl }, mongodb = mongodbUri) =>
    startBot([join(peersDir, `${name}-child.js`)], {
      NODE_ENV: 'production',
      TOKEN: token,
      API_ROOT: network.url,
      MONGODB_URI: mongodb,
      REDIS_URL: redisUrl,
      NAME: nameOf(name),
    }),
  stored,
});

/** Database and prefix of keys of a peer. */
const nameOf = (peerName: string) => `bench_${peerName.replaceAll('-', '_')}`;

interface Session {
  answers?: Record<string, string>;
  sent?: Record<string, string>;
}

const sessionOf = ({ answers = {}, sent }: Session): Stored => ({
  answers: sent ?? answers,
  all: JSON.stringify([answers, sent]),
});

/** In the order of their turns. */
export const contestants: Contestant[] = [
  oursOn('bench_ours'),
  peer('telegraf-mongodb', async ({ mongo }, chats) => {
    const sessions = mongo
      .db(nameOf('telegraf-mongodb'))
      .collection<{ _id: string; session: Session }>('sessions');
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
