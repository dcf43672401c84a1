/** Where the benchmark is held: engines, a Bot API that counts, the service, people to invite and people who ask. */
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../../src/log.ts';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { planBroadcast } from '../../src/outreach/model/broadcasts.ts';
import { addParticipants } from '../../src/people/participants.ts';
import type { Round } from '../../src/rounds/round.model.ts';
import { openRound } from '../../src/rounds/rounds.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { type BotApi, startBotApi, testToken } from '../../test/support/bot-api/server.ts';
import { environmentOf, startService } from '../../test/support/command-line.ts';
import { testService } from '../../test/support/service.ts';
import { benchEngines } from '../engines.ts';

export interface Broadcast {
  invitationRate: number;
  /** With the replies that were sent meanwhile. */
  messageRate: number;
  tooMany: number;
}

/** People who write now and then; each has one question open at a time. */
const askers = 4;
const askerChat = (index: number) => 9_001 + index;
const firstChat = 100_001;
/** Somebody asks about once a second: a rembuk whose first people begin to answer. */
const thinkMs = { least: 2_000, chance: 3_000 };

export async function openGround(perSecond: number) {
  const endEngines = await benchEngines();
  const api = await startBotApi();
  const service = await testService();
  const env = { TELEGRAM_BOT_TOKEN: testToken, TELEGRAM_API_ROOT: api.url, LOG_LEVEL: 'warn' };
  const running = await startService(environmentOf(service, { ...env, LOG_LEVEL: 'info' }));
  await connectMongo(service.backends.mongodbUri, silentLog, service.backends.name);
  const round = await openRound(new Date().getFullYear(), new Date());
  await addParticipants(
    Array.from({ length: askers }, (_, index) => seat(askerChat(index), index)),
    new Date(),
  );
  api.permit(perSecond);
  let invited = 0;

  return {
    wait: (ms: number) => sleep(ms),

    /** Everybody who will ask has been welcomed, and all code has run once. */
    async warmUp(): Promise<void> {
      for (let index = 0; index < askers; index += 1) await ask(api, index, '/start');
      for (let turn = 0; turn < 10; turn += 1) await ask(api, turn % askers, 'bantuan');
      await broadcast(60);
      api.state.sent.length = 0;
    },

    /** Lets people ask, each for themselves, until something is over. @returns how many ms each answer took */
    async askWhile(something: Promise<unknown>): Promise<number[]> {
      let over = false;
      const end = () => {
        over = true;
      };
      something.then(end, end);
      const answered: number[] = [];
      const askOn = async (index: number) => {
        await sleep(Math.random() * thinkMs.least);
        while (!over) {
          const ms = await ask(api, index, 'bantuan');
          if (!over) answered.push(ms);
          await Promise.race([something, sleep(thinkMs.least + Math.random() * thinkMs.chance)]);
        }
      };
      await Promise.all(Array.from({ length: askers }, (_, index) => askOn(index)));
      return answered;
    },

    broadcast,

    async close(): Promise<void> {
      await running.stop();
      await disconnectMongo();
      await service.remove();
      await api.close();
      await endEngines();
    },
  };

  /** Invites so many people who have not been invited yet. */
  async function broadcast(count: number): Promise<Broadcast> {
    const chats = Array.from({ length: count }, (_, index) => firstChat + invited + index);
    invited += count;
    for (const chat of chats) api.state.user(chat);
    const people = await addParticipants(
      chats.map((chat, index) => seat(chat, index)),
      new Date(),
    );
    const before = { sent: api.state.sent.length, tooMany: api.tooMany() };
    await invite(
      round,
      people.map(({ _id }) => _id),
    );
    const sent = api.state.sent.slice(before.sent);
    const invitations = sent.filter(({ chat }) => chat >= firstChat);
    if (new Set(invitations.map(({ chat }) => chat)).size !== count || invitations.length !== count)
      throw new Error(
        `${count} people were to be invited once each; ${invitations.length} invitations went out.`,
      );
    const [first, last] = [invitations.at(0)?.at ?? 0, invitations.at(-1)?.at ?? 0];
    const seconds = (last - first) / 1_000;
    const within = sent.filter(({ at }) => at >= first && at <= last);
    return {
      invitationRate: (invitations.length - 1) / seconds,
      messageRate: (within.length - 1) / seconds,
      tooMany: api.tooMany() - before.tooMany,
    };
  }
}

const seat = (chat: number, index: number) => ({
  name: `Ketua RT ${index + 1}`,
  office: 'ketua-rt' as const,
  rt: String((index % 99) + 1).padStart(2, '0'),
  village: '63.11.01.2003',
  kecamatan: '63.11.01',
  address: `telegram:${chat}`,
});

/** From the press of "send" on their phone until the answer is there. */
async function ask(api: BotApi, index: number, text: string): Promise<number> {
  const chat = askerChat(index);
  const arrived = new Promise<number>((resolve) => {
    const off = api.onSent((message) => {
      if (message.chat !== chat) return;
      off();
      resolve(performance.now());
    });
  });
  const asked = performance.now();
  api.say(chat, text);
  return (await arrived) - asked;
}

async function invite(round: Round, only: string[]): Promise<void> {
  const { _id: id } = await planBroadcast(round, { only, hours: null }, 'bench', new Date());
  while ((await BroadcastModel.findById(id, { state: 1 }).lean())?.state !== 'done') await sleep(100);
}
