import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Db } from 'mongodb';
import { prepareDatabase } from '../../src/app/prepare.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { newParticipant } from '../../src/people/participants.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { trainFirst } from '../../src/training/training.ts';
import { preparedTraining } from '../../test/support/prepared-model.ts';
import { serviceCommand } from '../service-command.ts';
import { startBot } from './bot-process.ts';
import { type Contestant, type Stored, token } from './contestant.ts';

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

/**
 * The service all in one, as `npm start` runs it, with its standard limits.
 * @param name of its database, and prefix of the queues' keys
 */
export function oursOn(name: string): Contestant {
  let unknownFrom = 0;
  return {
    name: 'ours',
    prepare: ({ mongodbUri }) => prepare(mongodbUri, name),
    async expect({ mongo }, firstChat, people) {
      const from = Math.max(firstChat, unknownFrom);
      await enter(mongo.db(name), from, firstChat + people - from);
      unknownFrom = Math.max(unknownFrom, firstChat + people);
    },
    start: ({ network, mongodbUri, redisUrl, dataDir }, mongodb = mongodbUri) =>
      startBot(serviceCommand, {
        MONGODB_URI: withDatabase(mongodb, name),
        REDIS_URL: redisUrl,
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'warn',
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_API_ROOT: network.url,
      }),
    stored: ({ mongo }, chats) => storedOf(mongo.db(name), chats),
  };
}

async function storedOf(database: Db, chats: number[]): Promise<Map<number, Stored>> {
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
  const talkOf = new Map(talks.map(({ _id, state }) => [_id, state?.answers ?? {}]));
  const sentOf = new Map<string, Answers[]>(ids.map((id) => [id, []]));
  for (const { participant, answers } of proposals) sentOf.get(participant)?.push(answers);
  return new Map(
    people.map(({ _id, addresses }) => {
      const standing = [talkOf.get(_id) ?? {}, ...(sentOf.get(_id) ?? [])].map(valuesOf);
      const chat = Number(addresses[0]?.split(':')[1]);
      return [chat, { answers: Object.assign({}, ...standing), all: JSON.stringify(standing) }];
    }),
  );
}

/** What answers say, without when they came. */
const valuesOf = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([name, { value }]) => [name, value]));

type Answers = Record<string, { value: unknown }>;
interface Person {
  _id: string;
  addresses: string[];
}
interface Talk {
  _id: string;
  state: { answers?: Answers } | null;
}
interface Proposal {
  _id: string;
  participant: string;
  answers: Answers;
}

/** Makes the database as a first start leaves it (its classifier is trained), with a round open at all hours. */
async function prepare(mongodbUri: string, name: string): Promise<void> {
  await connectMongo(mongodbUri, silentLog, name);
  await prepareDatabase(readConfig({ NODE_ENV: 'test' }), new Date());
  await trainFirst(new Date(), preparedTraining);
  await openRound(new Date().getFullYear(), new Date(), { hours: null, quota: 50 });
  await disconnectMongo();
}

/** Representatives as staff enter them, a seat each, with the chat they write from. */
async function enter(database: Db, firstChat: number, people: number): Promise<void> {
  const participants = database.collection('participants');
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

/** The address of an engine with the database that the service is to use. */
function withDatabase(mongodbUri: string, name: string): string {
  const uri = new URL(mongodbUri);
  uri.pathname = `/${name}`;
  return uri.href;
}
