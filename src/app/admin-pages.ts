/** What the pages of the office are given by a running service. */

import type { Router } from 'express';
import { createAdminApp } from '../admin/admin-app.ts';
import { orderChannel, readBoard } from '../channels/board.ts';
import type { Channel } from '../channels/channel.ts';
import { startLinks } from '../channels/telegram/start-link.ts';
import type { Config } from '../config.ts';
import { type FactBook, openFactBook } from '../figures/facts.ts';
import { createConfirming } from '../messaging/handling/confirming.ts';
import { countStrangers, liftLimit, listLimited } from '../messaging/limits/limited.ts';
import {
  countQueues,
  discardDeadLetter,
  listDeadLetters,
  retryDeadLetter,
} from '../messaging/queues/dead-letters.ts';
import type { Runtime } from '../messaging/runtime.ts';
import { isTraining, queueTraining, queueTrainingIfDue } from '../messaging/training.ts';
import { classifyAnew } from '../messaging/voices/classify-anew.ts';
import { background } from '../process/background.ts';
import type { District } from '../regions/district-file.ts';
import { currentRound } from '../rounds/rounds.ts';
import type { PasswordCost } from '../users/password.ts';

/** @param channels of the settings and beside them, also those that another process serves */
export function adminPages(
  config: Config,
  runtime: Runtime,
  channels: Channel[],
  district: District,
  { sessionSecret, passwordCost }: { sessionSecret: string; passwordCost: PasswordCost },
): Router {
  const { queues, texts, log, now, mediaDir } = runtime;
  const names = channels.map((channel) => channel.name);
  const facts = openFactBook();
  background(() => readAhead(facts, runtime.stopping), log, 'The figures could not be read ahead');
  return createAdminApp({
    log,
    texts,
    district,
    mediaDir,
    now,
    sessionSecret,
    passwordCost,
    agency: config.AGENCY_NAME,
    publicUrl: config.PUBLIC_URL,
    timeZone: config.TZ,
    secureCookies: config.NODE_ENV === 'production',
    adminsNeedSecondFactor: config.NODE_ENV === 'production',
    startLink: startLinks(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT),
    deadLetters: {
      list: () => listDeadLetters(queues),
      retry: (queue, id) => retryDeadLetter(queues, queue, id, now()),
      discard: (queue, id) => discardDeadLetter(queues, queue, id, now()),
    },
    confirming: createConfirming(runtime),
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
    voices: {
      areTranscribed: runtime.transcribe !== undefined,
      classifyAnew: (voice) => classifyAnew(voice, runtime),
    },
    facts,
    queueCounts: () => countQueues(queues),
    channelStatuses: () => readBoard(names, queues.redis, queues.prefix),
    invitationDesk: {
      engine: runtime.engine,
      texts,
      flows: runtime.flows,
      contexts: runtime.contexts,
      mediaDir,
      timeZone: config.TZ,
      sendLimits: runtime.sendLimits,
      channels,
      statuses: () => readBoard(names, queues.redis, queues.prefix),
      now,
    },
    orderChannel: (name, order) => orderChannel(name, order, queues.redis, queues.prefix),
  });
}

/** Reads what the first visitor after a start would wait for, seconds where a round holds a hundred thousand proposals. */
async function readAhead(facts: FactBook, stopping: AbortSignal): Promise<void> {
  try {
    const round = await currentRound();
    if (round) await facts.readAhead(round._id);
  } catch (error) {
    // A stop in the middle takes the database away.
    if (!stopping.aborted) throw error;
  }
}
