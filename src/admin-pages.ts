/** What the pages of the office are given by a running service. */

import type { Router } from 'express';
import { createAdminApp } from './admin/app.ts';
import type { Channel } from './channels/channel.ts';
import { startLinks } from './channels/telegram/start-link.ts';
import type { Config } from './config.ts';
import { orderChannel, readBoard } from './messaging/channel-board.ts';
import { createConfirming } from './messaging/confirming.ts';
import {
  countQueues,
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from './messaging/dead-letters.ts';
import type { House } from './messaging/house.ts';
import { countStrangers, liftLimit, listLimited } from './messaging/limits/limited.ts';
import { isTraining, queueTraining, queueTrainingIfDue } from './messaging/training.ts';
import type { District } from './regions/district-file.ts';

/** @param channels of the settings and beside them, also those that another process serves */
export function adminPages(
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
    adminsNeedSecondFactor: config.NODE_ENV === 'production',
    startLink: startLinks(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT),
    deadLetters: {
      list: () => listDeadLetters(queues),
      retry: (queue, id) => retryDeadLetter(queues, queue, id, now()),
      discard: (queue, id) => discardDeadLetter(queues, queue, id, now()),
    },
    confirming: createConfirming(house),
    training: {
      queue: (by) => queueTraining(by, queues),
      queueIfDue: () => queueTrainingIfDue(queues),
      runs: () => isTraining(queues),
    },
    limits: {
      list: () => listLimited(queues.redis, queues.prefix),
      strangers: () => countStrangers(queues.redis, queues.prefix, now()),
      lift: (id) => liftLimit(queues.redis, queues.prefix, id),
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
