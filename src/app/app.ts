/** Puts the parts together for a role. Nothing else in the service knows all of them. */

import { join } from 'node:path';
import { serveBoard } from '../channels/board.ts';
import type { Channel } from '../channels/channel.ts';
import { prepareNaming } from '../classification/naming.ts';
import type { Config } from '../config.ts';
import { createEngine } from '../conversation/engine.ts';
import { loadFlows } from '../conversation/files.ts';
import { loadKeptFlow } from '../conversation/load-flow.ts';
import { makePrivate } from '../files.ts';
import type { Log } from '../log.ts';
import { createReopening } from '../messaging/handling/reopen.ts';
import { acceptMessages } from '../messaging/inbox/accept.ts';
import { recover, sendLeft, sweep } from '../messaging/inbox/recovery.ts';
import { createInbox } from '../messaging/inbox/work-off.ts';
import { createGate } from '../messaging/limits/gate.ts';
import { type LimitRules, standardLimits } from '../messaging/limits/rules.ts';
import { tendPersonalData } from '../messaging/privacy/tend.ts';
import { openQueues } from '../messaging/queues/queues.ts';
import { isRefusal, onceRedisIsThere, openRedis } from '../messaging/queues/redis.ts';
import { restWhileIdle } from '../messaging/queues/rest-while-idle.ts';
import { channelWorkers, conversationWorkers } from '../messaging/queues/workers.ts';
import { createReplies } from '../messaging/replies/replies.ts';
import type { Runtime } from '../messaging/runtime.ts';
import { queueTrainingIfDue } from '../messaging/training.ts';
import { createRateLimiters } from '../outreach/dispatch/rate-limiter.ts';
import { takeReceipt } from '../outreach/dispatch/receipts.ts';
import { createDispatchers } from '../outreach/dispatchers.ts';
import { type SendLimits, whatsappSendLimits } from '../outreach/planning/send-limits.ts';
import { background } from '../process/background.ts';
import { type Closing, createClosing } from '../process/closing.ts';
import { connectMongo, disconnectMongo, isStorageAway } from '../storage/mongodb.ts';
import { openPseudonyms } from '../storage/pseudonym.model.ts';
import { onceServersAreThere, startPatienceMs, tellingWhenSlow } from '../storage/there.ts';
import { createContextProvider } from '../talks/context-provider.ts';
import { openFlows } from '../talks/flow-versions.ts';
import { createHeldTalks } from '../talks/held-talks.ts';
import { loadTexts } from '../texts/load.ts';
import type { Train } from '../training/in-thread.ts';
import { openClassifier } from '../training/live.ts';
import { type PasswordCost, standardCost } from '../users/password.ts';
import { configuredChannels } from './configured-channels.ts';
import { configuredTranscriber } from './configured-transcriber.ts';
import { examineHealth } from './health.ts';
import { prepareDatabase } from './prepare.ts';
import { addressOf, listen } from './web.ts';

export const appRoles = ['all', 'gateway', 'worker', 'admin'] as const;
export type AppRole = (typeof appRoles)[number];

/** Where the engines are, and what parts this service from another on the same ones. */
export interface Backends {
  mongodbUri: string;
  redisUrl: string;
  /** Database name, and prefix of the queues' keys. */
  name: string;
}

/** A running service. */
export interface App {
  runtime: Runtime;
  /** Address of the web server, when this role has one. */
  url: string | null;
  stop(): Promise<void>;
}

/** How a service is started, beside its settings. */
export interface StartOptions {
  role: AppRole;
  log: Log;
  /** Channels beside those of the settings: the simulator of the demo and the tests. */
  extraChannels?: Channel[];
  now?: () => Date;
  sessionSecret: string;
  /** Other caps than the process's own, for a test that cannot take weeks. */
  sendLimits?: SendLimits;
  /** Other limits for who writes than the service's own: for a demo whose people answer as fast as a machine. */
  limits?: Partial<LimitRules>;
  /** Fires when the service is told to stop while it still starts. */
  stopping?: AbortSignal;
  /** What the hash of a password set here costs; the standard one, unless a test signs in all the time. */
  passwordCost?: PasswordCost;
  /** How a first classifier is trained; in a thread, unless a test has one trained on the same examples already. */
  train?: Train;
  /** How long the start waits for servers that are away, in ms; two minutes unless told otherwise. */
  patienceMs?: number;
}

/**
 * Starts the service. Resolves when it takes messages and pages are served. A start that fails lets go of all that it
 * had opened, so that the process can end.
 * @throws StorageAwayError | RedisAwayError | RedisRefusesError when a server does not come in time; PortError
 */
export async function startApp(config: Config, backends: Backends, options: StartOptions): Promise<App> {
  const { log, patienceMs = startPatienceMs, stopping = new AbortController().signal } = options;
  const passes = (error: unknown) => isStorageAway(error) || isRefusal(error);
  const start = async () => {
    const closing = createClosing(log);
    try {
      return await openApp(config, backends, { ...options, stopping, patienceMs }, closing);
    } catch (error) {
      await closing.run();
      throw error;
    }
  };
  return onceServersAreThere(start, { passes, log, stopping, patienceMs });
}

/** What all parts of the service stand on: the prepared database, and Redis. */
async function openStorage(config: Config, backends: Backends, options: Opening, closing: Closing) {
  const { log, now = () => new Date(), patienceMs, stopping } = options;
  closing.add('MongoDB', disconnectMongo);
  await connectMongo(backends.mongodbUri, log, backends.name);
  const redis = openRedis(backends.redisUrl, log);
  closing.add('Redis', () => redis.disconnect());
  await onceRedisIsThere(redis, backends.name, { stopping, patienceMs });
  const prepare = () => prepareDatabase(config, now(), options.passwordCost);
  return { redis, ...(await tellingWhenSlow(prepare, log)) };
}

type Opening = StartOptions & Required<Pick<StartOptions, 'stopping' | 'patienceMs'>>;

async function openApp(config: Config, backends: Backends, options: Opening, closing: Closing): Promise<App> {
  const { role, log, extraChannels = [], now = () => new Date(), sessionSecret } = options;
  const { sendLimits = whatsappSendLimits, passwordCost = standardCost, train } = options;
  const has = (one: AppRole) => role === 'all' || role === one;
  let ready = false;

  const { redis, district, regions } = await openStorage(config, backends, options, closing);
  const texts = loadTexts();
  const { telegram, all } = configuredChannels(config, texts, redis, backends.name, log);
  const channels = [...all, ...extraChannels];
  const queues = await openQueues(
    redis,
    backends.name,
    channels.map((channel) => channel.name),
    log,
  );
  closing.add('The queues', () => queues.close());
  const pseudonym = await openPseudonyms();
  const rules = { ...standardLimits, strangersAnHour: config.NEW_STRANGERS_PER_HOUR, ...options.limits };
  const served = has('gateway') ? channels : [];
  const rateLimiters = createRateLimiters(served);
  const engine = createEngine(texts);
  const gate = createGate(redis, backends.name, { pseudonym, reader: engine.reader, rules });
  const sending = {
    channels: served,
    rateLimiters,
    queues,
    gate,
    heldTalks: createHeldTalks(),
    log,
    now,
    stopping: closing.begun,
  };
  const runtime: Runtime = {
    ...sending,
    replies: createReplies(sending),
    engine,
    flows: await openFlows(loadFlows(texts), (source) => loadKeptFlow(source, texts), now()),
    texts,
    contexts: createContextProvider({
      agency: config.AGENCY_NAME,
      district,
      timeZone: config.TZ,
      regions,
      texts,
      now,
    }),
    redis,
    prefix: backends.name,
    pseudonym,
    sendLimits,
    timeZone: config.TZ,
    selfRegistration: config.SELF_REGISTRATION,
    ...configuredTranscriber(config),
    privacyKey: sessionSecret,
    dataDir: config.DATA_DIR,
    mediaDir: join(config.DATA_DIR, 'media'),
  };
  closing.add('The replies', () => runtime.replies.idle());

  // An earlier version left it open to every user of the machine.
  await makePrivate(runtime.mediaDir);
  // First of all, for a port that is taken ends the start; calls of a network are sent away until its channel runs.
  // Loaded only where they are served: they are a third of the program.
  const pages = has('admin') ? await import('./admin-pages.ts') : null;
  const needsWeb = has('admin') || (has('gateway') && telegram?.webhook);
  const server = needsWeb
    ? await listen(config.HOST, config.PORT, {
        webhook: has('gateway') ? (telegram?.webhook ?? null) : null,
        admin:
          pages &&
          (() => pages.adminPages(config, runtime, channels, district, { sessionSecret, passwordCost })),
        trustProxy: config.TRUST_PROXY,
        health: () => examineHealth(redis, backends.name),
        ready: () => ready && !closing.begun.aborted,
      })
    : null;
  closing.add('The web server', () => {
    server?.close();
    server?.closeAllConnections();
  });

  const classifier = has('worker') ? await openClassifier(log, now, train) : null;
  closing.add('The classifier', () => classifier?.stop());
  if (classifier) {
    runtime.classify = (text) => classifier.classify(text);
    const inbox = createInbox(runtime);
    runtime.inbox = inbox;
    closing.add('The inbox', () => inbox.idle());
  }
  const workers = [
    ...(classifier ? conversationWorkers(runtime, classifier) : []),
    ...(has('gateway') ? channelWorkers(runtime) : []),
  ];
  closing.add('The workers', () => Promise.all(workers.map((worker) => worker.close())));
  for (const worker of workers) background(() => worker.run(), log, `The worker of ${worker.name} ended`);
  for (const channel of runtime.channels) restWhileIdle(channel, workers, log);
  if (role === 'gateway') await sendLeft(runtime);
  if (has('worker')) {
    await recover(runtime);
    background(() => sweep(runtime), log, 'The look for what was left ended');
    // A newer software brings new examples; they are learnt in the background.
    await queueTrainingIfDue(queues);
  }
  if (has('worker')) closing.add('The care for personal data', tendPersonalData(runtime, config));
  closing.add('The channels', () => Promise.all(runtime.channels.map((channel) => channel.stop())));
  for (const channel of runtime.channels)
    await channel.start(
      (messages) => acceptMessages(messages, runtime),
      (receipt) => takeReceipt(channel.name, receipt),
    );
  runtime.reopenDue = createReopening(runtime);
  const dispatching = createDispatchers(runtime).map((dispatcher) => dispatcher.run());
  closing.add('The senders', () => Promise.all(dispatching));
  const board = await serveBoard(runtime.channels, redis, backends.name, log);
  closing.add('The channel board', () => board.stop());
  ready = true;
  if (has('worker')) setImmediate(prepareNaming);

  return {
    runtime,
    url: server ? addressOf(server, config.HOST) : null,
    stop: () => closing.run(),
  };
}
