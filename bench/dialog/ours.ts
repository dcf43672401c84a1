import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MongoClient } from 'mongodb';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { trainFirst } from '../../src/training/training.ts';
import { preparedTraining } from '../../test/support/prepared-model.ts';
import { startBot } from './bot-process.ts';
import type { Contestant, Stored } from './contestants.ts';

/** Database, and prefix of the queues' keys. */
const ourName = 'bench_ours';

/** Villages of the district with their kecamatan, in the order of their codes. */
const villages = readFileSync(resolve('data/districts/63.11/villages.csv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map((line) => {
    const [kecamatan = '', , village = ''] = line.split(',');
    return { kecamatan, village };
  });

/** So many are entered at once. */
const groupSize = 5_000;

/** The service all in one, as `npm start` runs it, with its standard limits. */
export const ours: Contestant = {
  name: 'ours',
  expect: ({ mongo }, firstChat, people) => enter(mongo, firstChat, people),
  start: ({ network, mongodbUri, redisUrl, dataDir, ourMongodbUri }) =>
    startBot(['--max-semi-space-size=4', 'dist/main.js', 'start'], {
      MONGODB_URI: named(ourMongodbUri ?? mongodbUri),
      REDIS_URL: redisUrl,
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'warn',
      TELEGRAM_BOT_TOKEN: '123456:bench-token-of-the-local-bot-api',
      TELEGRAM_API_ROOT: network.url,
    }),
  async stored({ mongo }, chats) {
    const database = mongo.db(ourName);
    const byAddress = { addresses: { $in: chats.map((chat) => `telegram:${chat}`) } };
    const people = await database.collection<Person>('participants').find(byAddress).toArray();
    const ids = people.map(({ _id }) => _id);
    const [talks, proposals] = await Promise.all([
      database
        .collection<Talk>('conversations')
        .find({ _id: { $in: ids } })
        .toArray(),
      database
        .collection<Proposal>('proposals')
        .find({ participant: { $in: ids } })
        .toArray(),
    ]);
    const found = new Map<number, Stored>();
    for (const { _id, addresses } of people) {
      const state = talks.find((talk) => talk._id === _id)?.state?.answers ?? {};
      const sent = proposals.filter(({ participant }) => participant === _id).map(({ answers }) => answers);
      const answers = Object.assign({}, state, ...sent);
      const values = Object.entries<{ value: unknown }>(answers).map(([name, { value }]) => [name, value]);
      const chat = Number(addresses[0]?.split(':')[1]);
      found.set(chat, { answers: Object.fromEntries(values), all: JSON.stringify([state, sent]) });
    }
    return found;
  },
};

interface Person {
  _id: string;
  addresses: string[];
}
interface Talk {
  _id: string;
  state: { answers?: Record<string, { value: unknown }> } | null;
}
interface Proposal {
  _id: string;
  participant: string;
  answers: Record<string, { value: unknown }>;
}

/** Makes the database as a first start leaves it (its classifier is trained), with a round open at all hours. */
export async function prepareOurs(mongodbUri: string): Promise<void> {
  await connectMongo(mongodbUri, silentLog, ourName);
  await prepareDatabase(readConfig({ NODE_ENV: 'test' }), new Date());
  await trainFirst(new Date(), preparedTraining);
  await openRound(new Date().getFullYear(), new Date(), { hours: null, quota: 50 });
  await disconnectMongo();
}

/** Representatives as staff enter them, a seat each, with the chat they write from. */
async function enter(mongo: MongoClient, firstChat: number, people: number): Promise<void> {
  const participants = mongo.db(ourName).collection('participants');
  for (let from = 0; from < people; from += groupSize) {
    const chats = Array.from({ length: Math.min(groupSize, people - from) }, (_, n) => firstChat + from + n);
    await participants.insertMany(chats.map(seat) as never[]);
  }
}

const seat = (chat: number) => ({
  ...newParticipant(new Date()),
  name: `Ketua RT ${chat}`,
  office: 'ketua-rt',
  rt: String(Math.floor(chat / villages.length) % 1000).padStart(3, '0'),
  ...villages[chat % villages.length],
  addresses: [`telegram:${chat}`],
});

/** The address with the database that the service is to use. */
function named(mongodbUri: string): string {
  const uri = new URL(mongodbUri);
  uri.pathname = `/${ourName}`;
  return uri.href;
}
