/** Notices: the one way to write to people of what followed their proposals and questions. */
import type { ChannelName } from '../../channels/channel.ts';
import type { Destination } from '../../people/addresses.ts';
import type { ParticipantId } from '../../people/participant.model.ts';
import { deliveryRows, shownStatus, waiting } from './delivery-state.ts';
import { type NewNotice, type Notice, NoticeModel, type NoticeStatus } from './notice.model.ts';

/**
 * Writes notices down; the dispatchers of the channels send them at decent hours, paced, each once. One whose id is
 * known is left as it is, so whoever was interrupted may say all of them again.
 *
 * @example
 * await notify([{ _id: `answer:${question}:${n}`, participant, round, key: 'thread.answered', args: { office }, words }], now);
 * @returns how many were new
 */
export async function notify(notices: readonly NewNotice[], now: Date): Promise<number> {
  if (notices.length === 0) return 0;
  const { upsertedCount } = await NoticeModel.bulkWrite(
    notices.map(({ _id, ...notice }) => ({
      updateOne: {
        filter: { _id },
        update: { $setOnInsert: { ...notice, status: 'queued' as const, queuedAt: now } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
  return upsertedCount;
}

/** Notices that have no way yet, longest waiting first. */
export async function noticesWithoutDestination(limit: number): Promise<Notice[]> {
  return NoticeModel.find({ status: 'queued', channel: { $exists: false } })
    .sort({ queuedAt: 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** Gives a notice its way. Null: nothing leads to its person, and it has failed. Twice is once. */
export async function giveNoticeItsWay(id: string, destination: Destination | null): Promise<void> {
  const set = destination ?? { status: 'failed', reason: 'opted out, or no channel leads to them' };
  await NoticeModel.updateOne({ _id: id, status: 'queued', channel: { $exists: false } }, { $set: set });
}

/** The way of a notice that somebody has taken leads nowhere any more: it waits until another is found. */
export async function takeNoticeItsWay(id: string, taker: string): Promise<void> {
  await NoticeModel.updateOne(
    { _id: id, status: 'taken', takenBy: taker },
    { $set: { status: 'queued' }, $unset: { channel: 1, address: 1, takenBy: 1 } },
  );
}

const waitingOn = (channel: ChannelName) => ({ status: 'queued' as const, channel });

/** The rounds whose notices wait on a channel. */
export async function roundsWithNotices(channel: ChannelName): Promise<string[]> {
  return NoticeModel.distinct('round', waitingOn(channel));
}

/**
 * The next notices that a channel is to send: of each person the oldest one, and none while one is under way to them, for
 * they leave side by side and a later step must not be read before an earlier one.
 */
export async function nextNotices(channel: ChannelName, rounds: string[], limit: number): Promise<Notice[]> {
  const busy = await NoticeModel.distinct('participant', { channel, status: { $in: ['taken', 'sending'] } });
  const next = await NoticeModel.find({
    ...waitingOn(channel),
    round: { $in: rounds },
    participant: { $nin: busy },
  })
    .sort({ queuedAt: 1, _id: 1 })
    .limit(limit)
    .lean();
  const oldest = new Map(next.toReversed().map((notice) => [notice.participant, notice]));
  return next.filter((notice) => oldest.get(notice.participant) === notice);
}

/** Notices on their way. */
export const noticeDeliveries = deliveryRows(NoticeModel, {
  onChannel: (channel) => ({ channel }),
  sent: (sentAt, messageId) => ({ sentAt, ...(messageId ? { messageId } : {}) }),
  refused: (refusedAt) => ({ refusedAt }),
});

const undelivered: NoticeStatus[] = ['failed', 'unknown'];

/** Notices that were given up, or of which nobody knows: they wait for a person. Newest first. */
export async function undeliveredNotices(limit: number): Promise<Notice[]> {
  return NoticeModel.find({ status: { $in: undelivered } })
    .sort({ queuedAt: -1 })
    .limit(limit)
    .lean();
}

/** A person wants a notice to be tried again, by whatever way there is now. */
export async function retryNotice(id: string): Promise<void> {
  await NoticeModel.updateOne(
    { _id: id, status: { $in: undelivered } },
    { $set: { status: 'queued' }, $unset: { channel: 1, address: 1, takenBy: 1, reason: 1 } },
  );
}

/** A person gives a notice up: it is told in another way, or not at all. */
export async function dropNotice(id: string): Promise<void> {
  await NoticeModel.updateOne({ _id: id, status: { $in: undelivered } }, { $set: { status: 'dropped' } });
}

/** Gives up notices with a file that are older than this and could not be delivered: nobody sends a paper of so long ago. */
export async function dropOldFiles(before: Date): Promise<void> {
  await NoticeModel.updateMany(
    { status: { $in: undelivered }, file: { $exists: true }, queuedAt: { $lt: before } },
    { $set: { status: 'dropped' } },
  );
}

/** The files, by their paths below `DATA_DIR`, that notices are still to carry, or may once somebody has them tried again. */
export async function filesToDeliver(): Promise<Set<string>> {
  const paths = await NoticeModel.distinct('file.path', { status: { $nin: ['sent', 'dropped'] } });
  return new Set(paths.map(String));
}

/** How many notices stand where. */
export async function countNotices(): Promise<Partial<Record<Exclude<NoticeStatus, 'taken'>, number>>> {
  const rows = await NoticeModel.aggregate<{ _id: NoticeStatus; n: number }>([
    { $group: { _id: '$status', n: { $sum: 1 } } },
  ]);
  const counts: Awaited<ReturnType<typeof countNotices>> = {};
  for (const { _id, n } of rows) counts[shownStatus(_id)] = (counts[shownStatus(_id)] ?? 0) + n;
  return counts;
}

/** The notice that somebody was sent as this message of their network; null where none was. */
export async function noticeSentAs(
  messageId: string,
  participant: ParticipantId,
): Promise<Pick<Notice, '_id' | 'proposal'> | null> {
  return NoticeModel.findOne({ participant, messageId }, { proposal: 1 }).lean();
}

/** How notices stand, by their ids; one that nobody has written down is missing. */
export async function noticeStates(
  ids: readonly string[],
): Promise<Map<string, Exclude<NoticeStatus, 'taken'>>> {
  const notices = await NoticeModel.find({ _id: { $in: [...ids] } }, { status: 1 }).lean();
  return new Map(notices.map(({ _id, status }) => [_id, shownStatus(status)]));
}

/** What an erasure leaves of somebody's notices: that there were some, and nothing of what they said or where they went. */
export async function eraseNotices(participant: ParticipantId): Promise<void> {
  // First, so that no dispatcher that has just read the person gives one of theirs an address.
  await NoticeModel.updateMany(
    { participant, status: { $in: [...waiting] } },
    { $set: { status: 'dropped' } },
  );
  await NoticeModel.updateMany(
    { participant },
    { $set: { args: {} }, $unset: { words: 1, file: 1, address: 1, messageId: 1 } },
  );
}
