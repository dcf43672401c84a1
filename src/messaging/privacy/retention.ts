/** What is kept no longer than it is needed (UU 27/2022, art. 16): removed once a day, and said. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '../../audit/audit.ts';
import type { Config } from '../../config.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import { ImportModel } from '../../rembuk/import/import.model.ts';
import { ParticipantModel } from '../../rembuk/participant.model.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { ConversationModel } from '../conversation.model.ts';
import type { House } from '../house.ts';
import { MessageModel } from '../message.model.ts';
import { erase } from './erase.ts';
import { RetentionModel } from './retention.model.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A list that nobody has confirmed holds names and numbers of a whole village. */
const importsDays = 1;

/** How long what is kept, in days; see `.env.example`. */
export type Retention = Pick<
  Config,
  'RETAIN_MESSAGES_DAYS' | 'RETAIN_CONVERSATIONS_DAYS' | 'RETAIN_PHOTOS_DAYS' | 'RETAIN_STRANGERS_DAYS'
>;

/** How many of each were removed. */
export type AgedOut = Record<'messages' | 'conversations' | 'photos' | 'strangers' | 'lists', number>;

/**
 * Removes what is too old, once a day however many workers there are.
 * @returns null when it was done today already
 */
export async function removeAgedOutDaily(retention: Retention, house: House): Promise<AgedOut | null> {
  const now = house.now();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: house.timeZone }).format(now);
  try {
    await RetentionModel.create({ _id: day, at: now });
  } catch (error) {
    if (isDuplicate(error, '_id_')) return null;
    throw error;
  }
  await RetentionModel.deleteMany({ _id: { $ne: day } });
  const removed = await removeAgedOut(retention, house);
  if (Object.values(removed).some((count) => count > 0)) {
    house.log.info(removed, 'What was older than its time was removed');
    await recordAudit({ by: 'service', act: 'data-aged-out', details: removed }, now);
  }
  return removed;
}

/** Removes what is too old now. */
export async function removeAgedOut(retention: Retention, house: House): Promise<AgedOut> {
  const before = (days: number) => new Date(house.now().getTime() - days * dayMs);
  const messages = await MessageModel.deleteMany({
    receivedAt: { $lt: before(retention.RETAIN_MESSAGES_DAYS) },
    waiting: { $exists: false },
  });
  const conversations = await ConversationModel.deleteMany({
    updatedAt: { $lt: before(retention.RETAIN_CONVERSATIONS_DAYS) },
    'outbox.0': { $exists: false },
  });
  const lists = await ImportModel.deleteMany({ state: 'checked', at: { $lt: before(importsDays) } });
  return {
    messages: messages.deletedCount,
    conversations: conversations.deletedCount,
    photos: await removePhotos(before(retention.RETAIN_PHOTOS_DAYS), house.mediaDir),
    strangers: await removeStrangers(before(retention.RETAIN_STRANGERS_DAYS), house),
    lists: lists.deletedCount,
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
async function removeStrangers(before: Date, house: House): Promise<number> {
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
    await erase(stranger, house);
    removed += 1;
  }
  return removed;
}
