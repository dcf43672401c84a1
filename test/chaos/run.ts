import { setMaxListeners } from 'node:events';
import { cp } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadFlows } from '../../src/conversation/files.ts';
import { loadFlow } from '../../src/conversation/load-flow.ts';
import { gather, type Standing } from '../../src/demo/account.ts';
import { isIdle } from '../../src/demo/hold.ts';
import { silentLog } from '../../src/log.ts';
import { listDeadLetters } from '../../src/messaging/queues/dead-letters.ts';
import { openQueues } from '../../src/messaging/queues/queues.ts';
import { openRedis } from '../../src/messaging/queues/redis.ts';
import type { Conversation } from '../../src/talks/conversation.model.ts';
import { openFlows } from '../../src/talks/flow-versions.ts';
import { type Message, MessageModel } from '../../src/talks/message.model.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { type Audit, audit } from './auditor.ts';
import { faults } from './faults.ts';
import type { Finding } from './finding.ts';
import { type Happened, letHappen } from './happening.ts';
import { createPeople, type People, type Thinks } from './people.ts';
import type { Person } from './person.ts';
import { openPhones } from './phones.ts';
import { type Company, givePhones, letComeIn, openRoundFor } from './round.ts';
import { drawPlan, type Pace, type Planned, usualPace } from './schedule.ts';
import { buildStage, createChaosClosing, databaseName, type Form, type Stage } from './stage.ts';

export interface ChaosOptions {
  seed: number;
  faults: number;
  people: number;
  /** How many of them are on WhatsApp, whose replies are typed at a person's pace, one after the other. */
  whatsapp: number;
  form: Form;
  pace?: Pace;
  thinks?: Thinks;
  /** Tries to put the service on a small disk of its own, so that it can be filled. */
  ownDisk: boolean;
  /** How long people and service may take to come to rest after the last fault, in ms. */
  settleMs: number;
  /** Ends the run early. */
  signal: AbortSignal;
  say(line: string): void;
  /** Folder for the logs of a run that has findings, or broke off. */
  keepLogsIn?: string;
}

export interface Outcome extends Audit {
  happened: Happened[];
  people: Person[];
  /** What is stored of those about whom something was found. */
  stored: { messages: Message[]; conversations: Conversation[] };
  /** How often each process was started. */
  starts: ReadonlyMap<string, number>;
}

/** What a run that hangs somewhere is given beyond its plan and its rest, in ms. */
const graceMs = 240_000;

/**
 * Holds a round under faults, and audits it. Whatever way it ends, nothing of it is left running.
 * @throws AbortError when it is told to stop, or takes far longer than its plan
 */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const closing = createChaosClosing(options.say);
  try {
    return await hold(options, closing);
  } finally {
    await closing.run();
  }
}

async function hold(options: ChaosOptions, closing: ReturnType<typeof createChaosClosing>): Promise<Outcome> {
  const { seed, say, settleMs } = options;
  let company: Company = { addresses: [], invited: [] };
  let opened: Awaited<ReturnType<typeof openRoundFor>> | undefined;
  const stage = await buildStage(
    {
      ...options,
      whatsapp: options.whatsapp > 0,
      async onStage({ api, web }) {
        company = givePhones(options.people, options.whatsapp, api, web);
        opened = await openRoundFor(company, seed);
      },
    },
    closing,
  );
  if (!opened) throw new Error('No round was opened.');
  const phones = await openPhones(stage.api, stage.web);
  const people = createPeople(company.addresses, seed, phones.say, options.thinks);
  closing.add('The phones', () => phones.close());
  closing.add('The people', () => people.stop());
  phones.connect(people);

  const names = faults.filter((fault) => fault.fits(stage)).map(({ name }) => name);
  const plan = drawPlan(seed, options.faults, names, options.pace ?? usualPace);
  say(describePlan(plan));
  const length = Math.max(...plan.map(({ at, lastsMs }) => at + lastsMs));
  const late = AbortSignal.timeout(length + settleMs + graceMs);
  const signal = AbortSignal.any([options.signal, late, closing.begun]);
  // Each person and each fault listens to it.
  setMaxListeners(0, signal);
  const keepLogs = async () => {
    await stage.service.keepLogs();
    for (const logs of [stage.logs, stage.place.logs])
      if (options.keepLogsIn) await cp(logs, options.keepLogsIn, { recursive: true });
  };
  const [happened] = await Promise.all([
    letHappen(plan, stage, signal),
    letComeIn(people, opened, company, { plan, seed, signal }),
  ]).catch(async (error) => {
    await keepLogs();
    throw error;
  });
  say('The last fault is over; they come to rest');
  await untilAllDone(people, settleMs, signal);
  const { audited, stored } = await examine(stage, people, happened, opened.round._id);
  if (audited.findings.length > 0) await keepLogs();
  return { ...audited, stored, happened, people: people.all, starts: stage.service.starts };
}

const describePlan = (plan: Planned[]) =>
  plan
    .map(({ at, fault, lastsMs }) => `${seconds(at)} s  ${fault}, ${seconds(lastsMs)} s where it lasts`)
    .join('\n');
const seconds = (ms: number) => (ms / 1000).toFixed(1).padStart(6);

async function untilAllDone({ all }: People, settleMs: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + settleMs;
  while (all.some(({ done }) => !done) && performance.now() < until) await sleep(200, undefined, { signal });
}

/** What is still under way behind the last reply, a classification for example, is given so long. In ms. */
const idleWithinMs = 20_000;

/** Reads what is stored, once nothing is under way any more or the time for that is over, and audits it. */
async function examine(
  stage: Stage,
  people: People,
  happened: Happened[],
  round: string,
): Promise<{ audited: Audit; stored: Outcome['stored'] }> {
  const notReady = stage.service.notReady();
  const engines = await stage.place.join();
  const redis = openRedis(engines.redisUrl, silentLog);
  const channels = stage.web ? (['telegram', 'whatsapp'] as const) : (['telegram'] as const);
  const queues = await openQueues(redis, databaseName, [...channels], silentLog);
  try {
    const until = performance.now() + idleWithinMs;
    while (!(await isIdle({ queues })) && performance.now() < until) await sleep(200);
    const texts = loadTexts();
    const flows = await openFlows(loadFlows(texts), (source) => loadFlow(source, texts), new Date());
    const standings = await gather(round, flows);
    const deadLetters = await listDeadLetters(queues);
    const mayHaveLeft = inDoubt(stage);
    const audited = audit({ people: people.all, standings, happened, deadLetters, notReady, mayHaveLeft });
    return { audited, stored: await storedOf(audited.findings, standings) };
  } finally {
    await queues.close();
    redis.disconnect();
    await engines.release();
  }
}

async function storedOf(
  findings: readonly Finding[],
  standings: readonly Standing[],
): Promise<Outcome['stored']> {
  const found = new Set(findings.map(({ address }) => address));
  const theirs = standings.filter(({ participant }) => participant.addresses?.some((one) => found.has(one)));
  const addresses = theirs.flatMap(({ participant }) => participant.addresses ?? []);
  return {
    messages: await MessageModel.find({ address: { $in: addresses } }).lean(),
    conversations: theirs.flatMap(({ conversation }) => conversation ?? []),
  };
}

/** Addresses whose message the network has met with a fault after which nobody knows whether it was delivered. */
const inDoubt = ({ api }: Stage): Set<string> =>
  new Set(
    api.met.flatMap(({ method, reset, code = 0, chat }) =>
      method === 'sendMessage' && (reset || code >= 500) ? [`telegram:${chat}`] : [],
    ),
  );
