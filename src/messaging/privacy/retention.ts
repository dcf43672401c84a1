/** What is kept no longer than it is needed (UU 27/2022, art. 16): removed once a day, and said. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '../../audit/audit.ts';
import type { Config } from '../../config.ts';
import { removeHalves } from '../../files.ts';
import { removeSheets } from '../../letters/sheets/remove.ts';
import { ImportModel } from '../../people/import/import.model.ts';
import { ParticipantModel } from '../../people/participant.model.ts';
import { LookupMissesModel } from '../../proposals/lookup-misses.model.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { ThreadModel } from '../../threads/thread.model.ts';
import { localDay } from '../../time/local-time.ts';
import type { Runtime } from '../runtime.ts';
import { removeOldVoices } from '../voices/remove-voices.ts';
import { erase } from './erase.ts';
import { RetentionModel } from './retention.model.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A list that nobody has confirmed holds names and numbers of a whole village. */
const importsDays = 1;
/** They count within an hour. */
const missesDays = 1;
/** Until then whoever presses twice sends the same file. */
const sheetsDays = 1;
/** Nothing takes so long to be written. */
const halvesDays = 1;

/** How long what is kept, in days; see `.env.example`. */
export type Retention = Pick<
  Config,
  'RETAIN_MESSAGES_DAYS' | 'RETAIN_CONVERSATIONS_DAYS' | 'RETAIN_PHOTOS_DAYS' | 'RETAIN_STRANGERS_DAYS'
>;

/** How many of each were removed. */
export type AgedOut = Record<
  | 'messages'
  | 'conversations'
  | 'threads'
  | 'photos'
  | 'voices'
  | 'strangers'
  | 'lists'
  | 'misses'
  | 'sheets'
  | 'halves',
  number
>;

/**
 * Removes what is too old, once a day however many workers there are.
 * @returns null when it was done today already
 */
export async function removeAgedOutDaily(retention: Retention, runtime: Runtime): Promise<AgedOut | null> {
  const now = runtime.now();
  const day = localDay(now, runtime.timeZone);
  try {
    await RetentionModel.create({ _id: day, at: now });
  } catch (error) {
    if (isDuplicate(error, '_id_')) return null;
    throw error;
  }
  await RetentionModel.deleteMany({ _id: { $ne: day } });
  const removed = await removeAgedOut(retention, runtime);
  if (Object.values(removed).some((count) => count > 0)) {
    runtime.log.info(removed, 'What was older than its time was removed');
    await recordAudit({ by: 'service', act: 'data-aged-out', details: removed }, now);
  }
  return removed;
}

/** Removes what is too old now. */
export async function removeAgedOut(retention: Retention, runtime: Runtime): Promise<AgedOut> {
  const before = (days: number) => new Date(runtime.now().getTime() - days * dayMs);
  const messages = await MessageModel.deleteMany({
    receivedAt: { $lt: before(retention.RETAIN_MESSAGES_DAYS) },
    waiting: { $exists: false },
  });
  const conversations = await ConversationModel.deleteMany({
    updatedAt: { $lt: before(retention.RETAIN_CONVERSATIONS_DAYS) },
    'outbox.0': { $exists: false },
  });
  const threads = await ThreadModel.deleteMany({
    changed: { $lt: before(retention.RETAIN_CONVERSATIONS_DAYS) },
    state: { $ne: 'waiting' },
  });
  const lists = await ImportModel.deleteMany({ state: 'checked', at: { $lt: before(importsDays) } });
  const misses = await LookupMissesModel.deleteMany({ last: { $lt: before(missesDays) } });
  return {
    messages: messages.deletedCount,
    conversations: conversations.deletedCount,
    threads: threads.deletedCount,
    photos: await removePhotos(before(retention.RETAIN_PHOTOS_DAYS), runtime.mediaDir),
    voices: await removeOldVoices(
      { sent: before(retention.RETAIN_PHOTOS_DAYS), unsent: before(retention.RETAIN_MESSAGES_DAYS) },
      runtime.mediaDir,
      runtime.now(),
    ),
    strangers: await removeStrangers(before(retention.RETAIN_STRANGERS_DAYS), runtime),
    lists: lists.deletedCount,
    misses: misses.deletedCount,
    sheets: await removeSheets(
      { written: before(sheetsDays), undelivered: before(retention.RETAIN_MESSAGES_DAYS) },
      runtime.mediaDir,
    ),
    halves: await removeHalves(runtime.mediaDir, before(halvesDays)),
  };
}

async function removePhotos(before: Date, mediaDir: string): Promise<number> {
  let removed = 0;
  const old = ProposalModel.find(
    { submittedAt: { $lt: before }, 'photos.0': { $exists: true } },
    { photos: 1 },
  );
  for await (const { _id, photos } of old.lean().cursor()) {
    for (const { file } of photos) if (file) await rm(join(mediaDir, file), { force: true });
    await ProposalModel.updateOne({ _id }, { $set: { photos: [] } });
    removed += photos.length;
  }
  return removed;
}

/** Who wrote once and never said who they are. */
async function removeStrangers(before: Date, runtime: Runtime): Promise<number> {
  const strangers = await ParticipantModel.find({
    registeredBy: 'self',
    village: { $exists: false },
    createdAt: { $lt: before },
  }).lean();
  let removed = 0;
  for (const stranger of strangers) {
    const wrote = await MessageModel.exists({
      address: { $in: stranger.addresses ?? [] },
      receivedAt: { $gte: before },
    });
    if (wrote) continue;
    await erase(stranger, runtime);
    removed += 1;
  }
  return removed;
}
