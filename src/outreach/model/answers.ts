/** Released answers on their way to their proposers. */
import type { ChannelName } from '../../channels/channel.ts';
import type { Destination } from '../../people/addresses.ts';
import type { Delivery } from '../../proposals/decision.model.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import { deliveryRows, shownStatus } from './delivery-state.ts';

/** Released answers that have no way yet and can be recalled no more, longest waiting first. */
export async function answersWithoutDestination(
  limit: number,
  now: Date,
): Promise<Pick<Proposal, '_id' | 'participant'>[]> {
  return ProposalModel.find(
    {
      'decision.delivery.status': 'queued',
      'decision.delivery.channel': { $exists: false },
      'decision.delivery.heldUntil': { $not: { $gt: now } },
    },
    { participant: 1 },
  )
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** Gives a released answer its way, decided when its turn is near and anew when it is tried again. Null: nothing leads to its proposer, and it has failed. Twice is once. */
export async function assignDestination(
  id: string,
  destination: Destination | null,
  now: Date,
): Promise<void> {
  const set = destination
    ? { 'decision.delivery.channel': destination.channel, 'decision.delivery.address': destination.address }
    : { 'decision.delivery': { status: 'failed', reason: 'opted out, or no channel leads to him', at: now } };
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': 'queued', 'decision.delivery.channel': { $exists: false } },
    { $set: set },
  );
}

/** The way of an answer that somebody has taken leads nowhere any more: it waits until another is found. */
export async function clearDestination(id: string, taker: string): Promise<void> {
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': 'taken', 'decision.delivery.takenBy': taker },
    {
      $set: { 'decision.delivery.status': 'queued' },
      $unset: {
        'decision.delivery.channel': 1,
        'decision.delivery.address': 1,
        'decision.delivery.takenBy': 1,
      },
    },
  );
}

/** The rounds whose answers wait on a channel. */
export async function roundsWithAnswers(channel: ChannelName): Promise<string[]> {
  return ProposalModel.distinct('round', waitingOn(channel));
}

/** The next answers that a channel is to send. */
export async function nextAnswers(
  channel: ChannelName,
  rounds: string[],
  limit: number,
): Promise<Proposal[]> {
  return ProposalModel.find({ ...waitingOn(channel), round: { $in: rounds } })
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

const waitingOn = (channel: ChannelName) => ({
  'decision.delivery.channel': channel,
  'decision.delivery.status': 'queued',
});

/** Released answers on their way; where they stand is kept in the proposal. */
export const answerDeliveries = deliveryRows(ProposalModel, {
  path: 'decision.delivery.',
  onChannel: (channel) => ({ 'decision.delivery.channel': channel }),
  refused: () => ({ refused: true }),
  always: (now) => ({ at: now }),
  sent: (_now, messageId) => (messageId ? { messageId } : {}),
  firstSent: (now) => ({ answeredAt: now }),
});

/** Answers that were given up, or of which nobody knows: they wait for a person. Newest first. */
export async function undeliveredAnswers(limit: number): Promise<Proposal[]> {
  return ProposalModel.find({ 'decision.delivery.status': { $in: undelivered } })
    .sort({ 'decision.delivery.at': -1 })
    .limit(limit)
    .lean();
}

const undelivered: Delivery['status'][] = ['failed', 'unknown'];

/** A person wants an answer to be tried again, by whatever way there is to its proposer now. */
export async function retryAnswer(id: string, at: Date): Promise<void> {
  await endUndelivered(id, { status: 'queued', at });
}

/** A person gives an answer up: its proposer hears of it in another way, or not at all. */
export async function dropAnswer(id: string, at: Date): Promise<void> {
  await endUndelivered(id, { status: 'dropped', at });
}

async function endUndelivered(id: string, delivery: Delivery): Promise<void> {
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': { $in: undelivered } },
    { $set: { 'decision.delivery': delivery } },
  );
}

/** How many released answers stand where. */
export async function countAnswers(): Promise<Partial<Record<Exclude<Delivery['status'], 'taken'>, number>>> {
  const rows = await ProposalModel.aggregate<{ _id: Delivery['status']; n: number }>([
    { $match: { 'decision.delivery.status': { $exists: true } } },
    { $group: { _id: '$decision.delivery.status', n: { $sum: 1 } } },
  ]);
  const counts: Awaited<ReturnType<typeof countAnswers>> = {};
  for (const { _id, n } of rows) counts[shownStatus(_id)] = (counts[shownStatus(_id)] ?? 0) + n;
  return counts;
}

/** What a channel has sent of answers in a stretch of time. */
export async function countSentAnswers(channel: ChannelName, from: Date, until: Date): Promise<number> {
  return ProposalModel.countDocuments({
    'decision.delivery.channel': channel,
    'decision.delivery.status': 'sent',
    'decision.delivery.at': { $gte: from, $lt: until },
  });
}

/** When a channel last took an answer, and when it refused the last few, newest first. */
export async function lastAnswers(
  channel: ChannelName,
  limit: number,
): Promise<{ sentAt: Date | null; refusedAt: Date[] }> {
  const on = { 'decision.delivery.channel': channel };
  const newest = (filter: object, most: number) =>
    ProposalModel.find({ ...on, ...filter }, { decision: 1 })
      .sort({ 'decision.delivery.at': -1 })
      .limit(most)
      .lean();
  const [sent, refused] = await Promise.all([
    newest({ 'decision.delivery.status': 'sent' }, 1),
    newest({ 'decision.delivery.status': 'failed', 'decision.delivery.refused': true }, limit),
  ]);
  const timesOf = (some: typeof sent) => some.flatMap(({ decision }) => decision?.delivery?.at ?? []);
  return { sentAt: timesOf(sent)[0] ?? null, refusedAt: timesOf(refused) };
}
