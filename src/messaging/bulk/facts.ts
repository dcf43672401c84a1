import type { Channel } from '../../channels/channel.ts';
import { type Invitation, InvitationModel } from '../../rembuk/invitation.model.ts';
import { ReminderModel } from '../../rembuk/reminder.model.ts';
import { MessageModel } from '../message.model.ts';
import type { BulkFacts, Caution } from './caution.ts';

const dayMs = 24 * 3600_000;

/** Midnights before and after an instant, on the wall clock of a zone (to the minute; none of ours changes it). */
export function dayAround(now: Date, timeZone: string): { begin: Date; end: Date } {
  const format = new Intl.DateTimeFormat('en-US', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const [hour = 0, minute = 0, second = 0] = format.format(now).split(':').map(Number);
  const intoDay = ((hour * 60 + minute) * 60 + second) * 1_000 + now.getMilliseconds();
  const begin = new Date(now.getTime() - intoDay);
  return { begin, end: new Date(begin.getTime() + dayMs) };
}

/** Counts, from the rows alone, what a channel has sent in bulk; invitations and reminders together. */
export async function readFacts(
  channel: Pick<Channel, 'name' | 'status'>,
  caution: Caution,
  now: Date,
  timeZone: string,
): Promise<BulkFacts> {
  const { begin, end } = dayAround(now, timeZone);
  const today = { channel: channel.name, sentAt: { $gte: begin, $lt: end } };
  const [invitations, reminders, firstContactsToday, unanswered, refusals] = await Promise.all([
    InvitationModel.countDocuments(today),
    ReminderModel.countDocuments(today),
    InvitationModel.countDocuments({ ...today, firstContact: true }),
    countUnanswered(channel.name, new Date(now.getTime() - caution.unanswered.windowDays * dayMs)),
    readRefusals(channel.name, caution.breaker.streak),
  ]);
  const { linkedAt } = channel.status();
  return {
    linkedAt: linkedAt ? new Date(linkedAt) : null,
    sentToday: invitations + reminders,
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
async function readRefusals(channel: Channel['name'], streak: number): Promise<BulkFacts['refusals']> {
  const [lastSent, refused] = await Promise.all([
    InvitationModel.findOne({ channel, sentAt: { $exists: true } })
      .sort({ sentAt: -1 })
      .lean(),
    InvitationModel.find({ channel, refusedAt: { $exists: true } })
      .sort({ refusedAt: -1 })
      .limit(streak)
      .lean<Pick<Invitation, 'refusedAt'>[]>(),
  ]);
  const since = refused.filter(
    ({ refusedAt }) => refusedAt && !(lastSent?.sentAt && lastSent.sentAt > refusedAt),
  );
  return { streak: since.length, lastAt: since[0]?.refusedAt ?? null };
}
