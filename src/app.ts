/** Puts the parts together for a role. Nothing else in the house knows all of them. */

import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import type { Router } from 'express';
import { createAdminApp } from './admin/app.ts';
import { background } from './background.ts';
import type { Channel } from './channels/channel.ts';
import { startLinks } from './channels/telegram/start-link.ts';
import type { Config } from './config.ts';
import { configuredChannels } from './configured-channels.ts';
import { createEngine } from './conversation/engine.ts';
import { loadFlows } from './conversation/files.ts';
import { loadFlow } from './conversation/flow.ts';
import type { Log } from './log.ts';
import { type Caution, whatsappCaution } from './messaging/bulk/caution.ts';
import { createPaces } from './messaging/bulk/pace.ts';
import { takeReceipt } from './messaging/bulk/receipts.ts';
import { bulkSenders } from './messaging/bulk/sender.ts';
import { orderChannel, readBoard, serveBoard } from './messaging/channel-board.ts';
import {
  countQueues,
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from './messaging/dead-letters.ts';
import { openFlows } from './messaging/flows.ts';
import type { House } from './messaging/house.ts';
import { acceptMessage } from './messaging/inbox.ts';
import { restWhileIdle } from './messaging/pause.ts';
import { openQueues, openRedis } from './messaging/queues.ts';
import { recover } from './messaging/recovery.ts';
import { isTraining, queueTraining, queueTrainingIfDue } from './messaging/training.ts';
import { channelWorkers, conversationWorkers } from './messaging/workers.ts';
import { createWorld } from './messaging/world.ts';
import { prepareDatabase } from './prepare.ts';
import type { District } from './regions/district-file.ts';
import { connectMongo, disconnectMongo, pingMongo } from './storage/mongodb.ts';
import { loadTexts } from './texts/load.ts';
import { openClassifier } from './training/live.ts';
import { addressOf, listen } from './web.ts';

export const appRoles = ['all', 'gateway', 'worker', 'admin'] as const;
export type AppRole = (typeof appRoles)[number];

/** Where the engines are, and what parts this service from another on the same ones. */
export interface Places {
  mongodbUri: string;
  redisUrl: string;
  /** Database name, and prefix of the queues' keys. */
  name: string;
}

/** A running service. */
export interface App {
  house: House;
  /** Address of the web server, when this role has one. */
  url: string | null;
  stop(): Promise<void>;
}

/**
 * Starts the service. Resolves when it takes messages and pages are served.
 * @param extraChannels channels beside those of the settings: the simulator of the demo and the tests
 */
export async function startApp(
  config: Config,
  places: Places,
  options: {
    role: AppRole;
    log: Log;
    extraChannels?: Channel[];
    now?: () => Date;
    sessionSecret: string;
    /** Other caps than the process's own, for a test that cannot take weeks. */
    caution?: Caution;
  },
): Promise<App> {
  const { role, log, extraChannels = [], now = () => new Date(), sessionSecret } = options;
  const { caution = whatsappCaution } = options;
  const has = (one: AppRole) => role === 'all' || role === one;
  const stopping = new AbortController();
  // Each worker, sender and wait listens to it; how many there are is no leak.
  setMaxListeners(0, stopping.signal);

  await connectMongo(places.mongodbUri, log, places.name);
  const redis = openRedis(places.redisUrl, log);
  const texts = loadTexts();
  const { district, regions } = await prepareDatabase(config, now());
  const { telegram, all } = configuredChannels(config, texts, redis, places.name, log);
  const channels = [...all, ...extraChannels];
  const queues = await openQueues(
    redis,
    places.name,
    channels.map((channel) => channel.name),
    log,
  );
  const house: House = {
    engine: createEngine(texts),
    flows: await openFlows(loadFlows(texts), (source) => loadFlow(source, texts), now()),
    texts,
    world: createWorld({ agency: config.AGENCY_NAME, district, timeZone: config.TZ, regions, texts, now }),
    queues,
    channels: has('gateway') ? channels : [],
    caution,
    paces: createPaces(has('gateway') ? channels : []),
    timeZone: config.TZ,
    selfRegistration: config.SELF_REGISTRATION,
    mediaDir: join(config.DATA_DIR, 'media'),
    log,
    now,
    stopping: stopping.signal,
  };

  const letGo = async () => {
    await queues.close();
    redis.disconnect();
    await disconnectMongo();
  };
  // First of all, for a port that is taken ends the start; calls of a network are sent away until its channel runs.
  const needsWeb = has('admin') || (has('gateway') && telegram?.webhook);
  const server = needsWeb
    ? await listen(config.HOST, config.PORT, {
        webhook: has('gateway') ? (telegram?.webhook ?? null) : null,
        admin: has('admin') ? () => adminPages(config, house, channels, district, sessionSecret) : null,
        healthy: async () => ({ mongodb: await pingMongo(), redis: redis.status === 'ready' }),
      }).catch(async (error) => {
        await letGo();
        throw error;
      })
    : null;

  const classifier = has('worker') ? await openClassifier(log, now) : null;
  if (classifier) house.classify = (text) => classifier.classify(text);
  const workers = [
    ...(classifier ? conversationWorkers(house, classifier) : []),
    ...(has('gateway') ? channelWorkers(house) : []),
  ];
  for (const worker of workers) background(() => worker.run(), log, `The worker of ${worker.name} ended`);
  for (const channel of house.channels) restWhileIdle(channel, workers, log);
  if (has('worker')) {
    await recover(house);
    // A newer software brings new examples; they are learnt in the background.
    await queueTrainingIfDue(queues);
  }
  for (const channel of house.channels)
    await channel.start(
      (message) => acceptMessage(message, queues, now()),
      (receipt) => takeReceipt(channel.name, receipt),
    );
  const sending = bulkSenders(house).map((sender) => sender.run());
  const board = await serveBoard(house.channels, redis, places.name, log);

  return {
    house,
    url: server ? addressOf(server, config.HOST) : null,
    async stop() {
      stopping.abort();
      await board.stop();
      await Promise.all(sending);
      await Promise.all(house.channels.map((channel) => channel.stop()));
      await Promise.all(workers.map((worker) => worker.close()));
      classifier?.stop();
      server?.close();
      server?.closeAllConnections();
      await letGo();
    },
  };
}

function adminPages(
  config: Config,
  house: House,
  channels: Channel[],
  district: District,
  sessionSecret: string,
): Router {
  const { queues, texts, log, now, mediaDir } = house;
  const names = channels.map((channel) => channel.name);
  return createAdminApp({
    log,
    texts,
    district,
    mediaDir,
    now,
    sessionSecret,
    agency: config.AGENCY_NAME,
    timeZone: config.TZ,
    secureCookies: config.NODE_ENV === 'production',
    startLink: startLinks(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT),
    deadLetters: {
      list: () => listDeadLetters(queues),
      retry: (queue, id) => retryDeadLetter(queues, queue, id, now()),
      discard: (queue, id) => discardDeadLetter(queues, queue, id, now()),
    },
    training: {
      queue: (by) => queueTraining(by, queues),
      queueIfDue: () => queueTrainingIfDue(queues),
      runs: () => isTraining(queues),
    },
    queueCounts: () => countQueues(queues),
    channelStatuses: () => readBoard(names, queues.redis, queues.prefix),
    invitationDesk: {
      engine: house.engine,
      texts,
      flows: house.flows,
      world: house.world,
      mediaDir,
      timeZone: config.TZ,
      caution: house.caution,
      channels,
      statuses: () => readBoard(names, queues.redis, queues.prefix),
      now,
    },
    orderChannel: (name, order) => orderChannel(name, order, queues.redis, queues.prefix),
  });
}
