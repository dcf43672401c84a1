import type { Channel } from '../../channels/channel.ts';
import { MessageModel } from '../../talks/message.model.ts';
import { dayAround } from '../../time/local-time.ts';
import { countSentAnswers, lastAnswers } from '../model/answers.ts';
import { InvitationModel } from '../model/invitation.model.ts';
import { NoticeModel } from '../model/notice.model.ts';
import { ReminderModel } from '../model/reminder.model.ts';
import type { SendLimits, Usage } from './send-limits.ts';

const dayMs = 24 * 3600_000;

/** Counts, from the rows alone, what a channel has sent first: invitations, reminders, notices and answers together. */
export async function readUsage(
  channel: Pick<Channel, 'name' | 'status'>,
  sendLimits: SendLimits,
  now: Date,
  timeZone: string,
): Promise<Usage> {
  const { begin, end } = dayAround(now, timeZone);
  const today = { channel: channel.name, sentAt: { $gte: begin, $lt: end } };
  const [invitations, reminders, notices, answers, firstContactsToday, unanswered, refusals] =
    await Promise.all([
      InvitationModel.countDocuments(today),
      ReminderModel.countDocuments(today),
      NoticeModel.countDocuments(today),
      countSentAnswers(channel.name, begin, end),
      InvitationModel.countDocuments({ ...today, firstContact: true }),
      countUnanswered(channel.name, new Date(now.getTime() - sendLimits.unanswered.windowDays * dayMs)),
      readRefusals(channel.name, sendLimits.breaker.streak),
    ]);
  const { linkedAt } = channel.status();
  return {
    linkedAt: linkedAt ? new Date(linkedAt) : null,
    sentToday: invitations + reminders + notices + answers,
    firstContactsToday,
    unanswered,
    refusals,
  };
}

/** First contacts that were sent since then and from whose address nothing has come. */
async function countUnanswered(channel: Channel['name'], since: Date): Promise<number> {
  const addresses = await InvitationModel.distinct('address', {
    channel,
    firstContact: true,
    status: { $in: ['sent', 'delivered', 'read'] },
    sentAt: { $gte: since },
  });
  if (addresses.length === 0) return 0;
  const answered = await MessageModel.distinct('address', { address: { $in: addresses } });
  return addresses.length - answered.length;
}

/** The network's refusals since the last message it took. What never reached it counts neither way. */
async function readRefusals(channel: Channel['name'], streak: number): Promise<Usage['refusals']> {
  const rows = [
    await lastOf(InvitationModel, channel, streak),
    await lastOf(ReminderModel, channel, streak),
    await lastOf(NoticeModel, channel, streak),
    await lastAnswers(channel, streak),
  ];
  const lastSent = Math.max(...rows.map(({ sentAt }) => sentAt?.getTime() ?? Number.NEGATIVE_INFINITY));
  const since = rows
    .flatMap(({ refusedAt }) => refusedAt)
    .filter((at) => at.getTime() >= lastSent)
    .sort((a, b) => b.getTime() - a.getTime());
  return { streak: since.length, lastAt: since[0] ?? null };
}

/** When a message of one kind was last taken by a channel, and when it refused the last few, newest first. */
async function lastOf(
  rows: typeof InvitationModel | typeof ReminderModel | typeof NoticeModel,
  channel: Channel['name'],
  limit: number,
): Promise<{ sentAt: Date | null; refusedAt: Date[] }> {
  const model = rows as typeof InvitationModel;
  const [sent, refused] = await Promise.all([
    model
      .findOne({ channel, sentAt: { $exists: true } }, { sentAt: 1 })
      .sort({ sentAt: -1 })
      .lean(),
    model
      .find({ channel, refusedAt: { $exists: true } }, { refusedAt: 1 })
      .sort({ refusedAt: -1 })
      .limit(limit)
      .lean(),
  ]);
  return {
    sentAt: sent?.sentAt ?? null,
    refusedAt: refused.flatMap(({ refusedAt }) => refusedAt ?? []),
  };
}
