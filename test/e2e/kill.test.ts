import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFlows } from '../../src/conversation/files.ts';
import { loadFlow } from '../../src/conversation/load-flow.ts';
import { gather, type Standing } from '../../src/demo/account.ts';
import { type Crowd, createCrowd, type Phone } from '../../src/demo/crowd.ts';
import { progressOf, setUp, untilSettled } from '../../src/demo/hold.ts';
import { inventPeople } from '../../src/demo/people.ts';
import { readDemoProposals } from '../../src/demo/proposals.ts';
import { intended, verify } from '../../src/demo/verify.ts';
import { silentLog } from '../../src/log.ts';
import { messageId } from '../../src/messaging/inbox/accept.ts';
import { listDeadLetters } from '../../src/messaging/queues/dead-letters.ts';
import { openQueues, type Queues } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import { sendsAtOnce } from '../../src/messaging/replies/replies.ts';
import { listRegions } from '../../src/regions/regions.ts';
import { connectMongo, disconnectMongo } from '../../src/storage/mongodb.ts';
import { openPseudonyms, type Pseudonym } from '../../src/storage/pseudonym.model.ts';
import { openFlows } from '../../src/talks/flow-versions.ts';
import { MessageModel } from '../../src/talks/message.model.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { type BotApi, startBotApi, testToken } from '../support/bot-api/server.ts';
import type { Update } from '../support/bot-api/state.ts';
import { environmentOf, type ServiceProcess, startService } from '../support/command-line.ts';
import { giveClassifier, type TestService, testService } from '../support/service.ts';
import { telegramPhones } from '../support/telegram-phones.ts';

/**
 * About 40 s on a quiet machine; the limits below are for one that is busy with other tests.
 *
 * The rembuk of sixty once more, with the service as a process of its own that is killed (`kill -9`) twice in the
 * middle and started again. The test looks on from outside: at the Bot API, the phones and the database.
 */
const count = 60;
const texts = loadTexts();
const chatOf = (index: number) => String(5001 + index);

/** The service dies when people have sent so many messages; the whole rembuk has about 700. */
const killAt = [120, 380];

describe('a rembuk of sixty over Telegram whose service is killed twice', () => {
  let api: BotApi;
  let service: TestService;
  let running: ServiceProcess | undefined;
  let queues: Queues;
  let crowd: Crowd;
  let standings: Standing[];
  let settled: boolean;
  /** At each kill: what Telegram had been told is received, and which of it the database did not hold. */
  const kills: { acknowledged: number; missing: string[] }[] = [];

  beforeAll(async () => {
    api = await startBotApi();
    service = await testService();
    await giveClassifier(service);
    const env = environmentOf(service, {
      TELEGRAM_BOT_TOKEN: testToken,
      TELEGRAM_API_ROOT: api.url,
      LOG_LEVEL: 'info',
    });
    running = await startService(env);

    const { mongodbUri, redisUrl, name } = service.backends;
    await connectMongo(mongodbUri, silentLog, name);
    const redis = openRedis(redisUrl, silentLog);
    queues = await openQueues(redis, name, ['telegram'], silentLog);
    const people = inventPeople(await listRegions('63.11'), await readDemoProposals(), count, 3);
    const phones = await telegramPhones(api);
    crowd = createCrowd(
      people.map(({ persona }, index) => ({ address: chatOf(index), persona })),
      phones.deliver,
      { thinkMs: 20, now: () => performance.now(), repeatAfterMs: 5_000 },
    );
    phones.connect(crowd);
    const round = await setUp(people, () => null, new Date());
    for (const [index, { startCode: code }] of round.participants.entries())
      crowd.begin(chatOf(index), { content: { kind: 'start', code } });

    for (const messages of killAt) {
      while (progressOf(crowd).messagesIn < messages) await sleep(5);
      await running.kill();
      kills.push(await lookAround(api));
      running = await startService(env);
    }
    const isNetworkQuiet = () => api.state.updates.length === 0;
    settled = await untilSettled(crowd, { queues }, { deadlineMs: 300_000, isNetworkQuiet });
    crowd.stop();
    const flows = await openFlows(loadFlows(texts), (source) => loadFlow(source, texts), new Date());
    standings = await gather(round.round._id, flows);
  }, 900_000);

  afterAll(async () => {
    crowd?.stop();
    await running?.stop();
    await queues?.close();
    queues?.redis.disconnect();
    await disconnectMongo();
    await service?.remove();
    await api?.close();
  }, 60_000);

  it('was killed in the middle, with messages taken in and others on their way', () => {
    expect(kills).toHaveLength(killAt.length);
    for (const [index, { acknowledged }] of kills.entries()) {
      expect(acknowledged).toBeGreaterThan(0);
      expect(acknowledged).toBeLessThanOrEqual((killAt[index] ?? 0) + count);
    }
  });

  it('holds every acknowledged message in the database at the moment of each kill', () => {
    expect(kills.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('comes to rest with every answer there, word for word, and no proposal twice', () => {
    const standingOf = (address: string) =>
      standings.find(({ participant }) => participant.addresses?.includes(`telegram:${address}`));
    expect(verify(crowd.phones, standingOf)).toEqual([]);
    expect(settled).toBe(true);
    expect(standings).toHaveLength(count);
    const codes = standings.flatMap(({ proposals }) => proposals.map(({ code }) => code));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(crowd.phones.reduce((sum, { persona }) => sum + intended(persona), 0));
  });

  /** Somebody who types a near spelling may be asked to say it again; the killing has no part in that. */
  const others = () => crowd.phones.filter(({ persona }) => persona.manner !== 'near');

  const onceMore = texts.t('id', 'conversation.once-more');
  const askedOnceMore = ({ talk }: Phone) => talk.filter(({ text }) => text.startsWith(onceMore)).length;

  it('asks nobody again what they have answered, unless a kill left unknown what that was said to', () => {
    // Who types nonsense, and types it once more in the silence after a kill, is told twice that it was not understood.
    const causeless = others().map((phone) =>
      phone.memory.askedAgain.slice(phone.repeats + askedOnceMore(phone)),
    );
    expect(causeless.flat()).toEqual([]);
    expect(Math.max(...crowd.phones.map(askedOnceMore))).toBeLessThanOrEqual(killAt.length);
  });

  it('repeats at most the messages that were on their way when it died, one a person, and once to who asks again', () => {
    // Who says the same again in the silence after a kill may be shown the question that waits once more.
    const causeless = others().map(({ memory, repeats }) => Math.max(0, memory.repeated - repeats));
    expect(causeless.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(killAt.length * sendsAtOnce);
    expect(Math.max(...causeless)).toBeLessThanOrEqual(killAt.length);
  });

  it('gives nothing up', async () => {
    expect(await listDeadLetters(queues)).toEqual([]);
  });
});

/** What stands in the database of the messages that Telegram will not bring again, while no service runs. */
async function lookAround({ state }: BotApi): Promise<{ acknowledged: number; missing: string[] }> {
  const pseudonym = await openPseudonyms();
  const ids = state.acknowledged.flatMap((update) => idOf(update, pseudonym));
  const stored = new Set((await MessageModel.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
  return { acknowledged: ids.length, missing: ids.filter((id) => !stored.has(id)) };
}

/** The id under which the service keeps a message. */
function idOf(update: Update, pseudonym: Pseudonym): string[] {
  const message = update.message as { message_id: number; chat: { id: number } } | undefined;
  if (!message) return [];
  const { chat, message_id: id } = message;
  const incoming = { channel: 'telegram' as const, messageId: `${chat.id}-${id}` };
  return [messageId(incoming, `telegram:${chat.id}`, { pseudonym })];
}
