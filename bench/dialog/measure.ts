import { setTimeout as sleep } from 'node:timers/promises';
import type { BotProcess } from './bot-process.ts';
import type { Contestant } from './contestant.ts';
import type { Ground } from './ground.ts';
import { arrivalMs } from './network/crowd.ts';
import { quantile } from './quantile.ts';
import { messagesOfTalk } from './steps.ts';

/** How long and with how many a turn is measured. */
export interface Plan {
  /** So many talk at once. */
  people: number;
  /** How long each part of a turn is measured, in s. */
  seconds: number;
}

/** What one turn of one contestant has shown. */
export interface Turn {
  /** With everybody answering at once. */
  answersPerSecond: number;
  cpuMsPerAnswer: number;
  /** The network's and the people's share, which must be small: in cores. */
  networkCores: number;
  /** Paced at half of that rate: how long people waited, in ms, and the rate that was reached. */
  half: { p50: number; p95: number; p99: number; answersPerSecond: number };
  /** One person, nobody else: the middle wait, in ms. */
  aloneMs: number;
  /** Resident, in MB: when it has started and rested, and after all of this. */
  restMb: number;
  endMb: number;
}

/** More than any contestant gives; so many people are to be known beforehand. */
const mostAnswersPerSecond = 4_000;
/** What a start leaves behind is over, and our service has collected its garbage. */
const restMs = 4_000;
/**
 * Answers of each person before it counts, two talks: programs are slow until their code has been compiled, and rates of one
 * second each were still rising after half a talk.
 */
const warmAnswers = 2 * messagesOfTalk;
/** Within this time something must come, and answers under way must have come to their end, in ms. */
const drainMs = 60_000;
const lookMs = 50;

/** One turn: start, rest, everybody at once, half of that rate, one person alone, end. */
export async function measureTurn(contestant: Contestant, ground: Ground, plan: Plan): Promise<Turn> {
  await expectPeople(contestant, ground, plan);
  const bot = await startPolling(contestant, ground);
  try {
    await sleep(restMs);
    const restMb = await bot.memoryMb();
    const full = await measureFull(bot, ground, plan);
    const { waits, answersPerSecond } = await hold(ground, plan, {
      people: plan.people,
      pace: full.answersPerSecond / 2,
    });
    const alone = await hold(ground, plan, { people: 1 });
    return {
      ...full,
      half: {
        p50: quantile(waits, 0.5),
        p95: quantile(waits, 0.95),
        p99: quantile(waits, 0.99),
        answersPerSecond,
      },
      aloneMs: quantile(alone.waits, 0.5),
      restMb,
      endMb: await bot.memoryMb(),
    };
  } finally {
    await bot.stop();
    await ground.network.forget();
  }
}

/** Starts a bot and waits until it asks for updates. @throws Error with what it said when it ends before */
export async function startPolling(
  contestant: Contestant,
  ground: Ground,
  mongodb?: string,
): Promise<BotProcess> {
  const bot = contestant.start(ground, mongodb);
  const failed = bot.ended.then((said) => {
    throw new Error(`${contestant.name}: ${said}`);
  });
  await Promise.race([ground.network.polled(), failed]);
  failed.catch(() => {});
  return bot;
}

/** As many people become known as can talk in one turn. */
export async function expectPeople(contestant: Contestant, ground: Ground, { people, seconds }: Plan) {
  const most = (mostAnswersPerSecond * seconds * 2) / messagesOfTalk + 3 * people;
  await contestant.expect(ground, ground.nextChat, Math.ceil(most));
}

/** Everybody answers at once; counted once each has answered a few times. */
async function measureFull(bot: BotProcess, ground: Ground, { people, seconds }: Plan) {
  const { network } = ground;
  await network.begin({ people, firstChat: ground.nextChat });
  await warmUp(ground, { people });
  const before = { cpu: await bot.cpuMs(), at: performance.now(), ...(await network.look()) };
  await sleep(seconds * 1000);
  const after = { cpu: await bot.cpuMs(), at: performance.now(), ...(await network.look()) };
  ground.nextChat = await endTalks(ground);
  const elapsed = after.at - before.at;
  return {
    answersPerSecond: (after.answers / elapsed) * 1000,
    cpuMsPerAnswer: (after.cpu - before.cpu) / after.answers,
    networkCores: (after.networkCpuMs - before.networkCpuMs) / elapsed,
  };
}

/** Waits until everybody has answered a few times. */
export const warmUp = (ground: Ground, { people }: Pick<Plan, 'people'>): Promise<void> =>
  untilAnswers(ground, people * warmAnswers);

/** Waits until so many more answers have been given. @throws Error when the bot has fallen silent */
export async function untilAnswers({ network }: Ground, count: number): Promise<void> {
  let heardAt = performance.now();
  for (let given = 0; given < count; await sleep(lookMs)) {
    const { answers } = await network.look();
    given += answers;
    if (answers > 0) heardAt = performance.now();
    if (performance.now() - heardAt > drainMs) throw new Error(`Nothing has come for ${drainMs} ms.`);
  }
}

/** People talk for a while; what the first fifth of it shows does not count, nor what comes before all of them are there. */
async function hold(ground: Ground, { seconds }: Plan, manner: { people: number; pace?: number }) {
  const { network } = ground;
  await network.begin({ ...manner, firstChat: ground.nextChat });
  const allThereMs = manner.pace ? manner.people * arrivalMs(manner.pace) : 0;
  await sleep(allThereMs + seconds * 200);
  await network.look();
  const begun = performance.now();
  await sleep(seconds * 1000);
  const { waits, answers } = await network.look();
  const answersPerSecond = (answers / (performance.now() - begun)) * 1000;
  ground.nextChat = await endTalks(ground);
  return { waits, answersPerSecond };
}

/** Nobody says more, and all that was said is answered; what comes then is for people nobody has heard of yet. */
export async function endTalks({ network, nextChat }: Ground): Promise<number> {
  await network.end();
  for (const until = performance.now() + drainMs; performance.now() < until; await sleep(lookMs)) {
    const { owed, nextChat: next } = await network.look();
    if (owed === 0) return next;
  }
  throw new Error(`Somebody from ${nextChat} on was not answered within ${drainMs} ms.`);
}
