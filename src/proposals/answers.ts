import type { ChannelName } from '../channels/channel.ts';
import type { Way } from '../rembuk/audience.ts';
import { type Scope, within } from '../users/scope.ts';
import { type Delivery, type Proposal, ProposalModel } from './proposal.model.ts';

/** Drafted answers that wait for release, oldest proposal first. */
export async function draftedAnswers(rembuk: string, scope: Scope): Promise<Proposal[]> {
  return ProposalModel.find({
    rembuk,
    'decision.outcome': { $exists: true },
    'decision.releasedAt': { $exists: false },
    ...within(scope),
  })
    .sort({ submittedAt: 1 })
    .lean();
}

/** Released answers that have no way yet, longest waiting first. */
export async function answersWithoutWay(limit: number): Promise<Pick<Proposal, '_id' | 'participant'>[]> {
  return ProposalModel.find(
    { 'decision.delivery.status': 'queued', 'decision.delivery.channel': { $exists: false } },
    { participant: 1 },
  )
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

/** Gives a released answer its way, decided when its turn is near and anew when it is tried again. Null: nothing leads to its proposer, and it has failed. Twice is once. */
export async function giveWay(id: string, way: Way | null, now: Date): Promise<void> {
  const set = way
    ? { 'decision.delivery.channel': way.channel, 'decision.delivery.address': way.address }
    : { 'decision.delivery': { status: 'failed', reason: 'opted out, or no channel leads to him', at: now } };
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': 'queued', 'decision.delivery.channel': { $exists: false } },
    { $set: set },
  );
}

/** The way of an answer that still waits leads nowhere any more: another is looked for. */
export async function forgetWay(id: string): Promise<void> {
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': 'queued' },
    { $unset: { 'decision.delivery.channel': 1, 'decision.delivery.address': 1 } },
  );
}

/** The rounds whose answers wait on a channel. */
export async function roundsWithAnswers(channel: ChannelName): Promise<string[]> {
  return ProposalModel.distinct('rembuk', waitingOn(channel));
}

/** The next answers that a channel is to send. */
export async function nextAnswers(
  channel: ChannelName,
  rounds: string[],
  limit: number,
  except: readonly string[] = [],
): Promise<Proposal[]> {
  return ProposalModel.find({ ...waitingOn(channel), rembuk: { $in: rounds }, _id: { $nin: [...except] } })
    .sort({ 'decision.delivery.at': 1, _id: 1 })
    .limit(limit)
    .lean();
}

const waitingOn = (channel: ChannelName) => ({
  'decision.delivery.channel': channel,
  'decision.delivery.status': 'queued',
});

/** Takes an answer to send it: only a `queued` one can be taken, and by one only. */
export async function takeAnswer(id: string, now: Date): Promise<boolean> {
  const { modifiedCount } = await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': 'queued' },
    { $set: { 'decision.delivery.status': 'sending', 'decision.delivery.at': now } },
  );
  return modifiedCount === 1;
}

/**
 * What a dead sender left in flight: nobody can know whether it arrived, so it is `unknown` and a person decides.
 * @param mine what this process itself is sending just now
 */
export async function markAnswerOrphans(channel: ChannelName, mine: readonly string[]): Promise<number> {
  const { modifiedCount } = await ProposalModel.updateMany(
    { ...waitingOn(channel), 'decision.delivery.status': 'sending', _id: { $nin: [...mine] } },
    { $set: { 'decision.delivery.status': 'unknown', 'decision.delivery.reason': 'interrupted' } },
  );
  return modifiedCount;
}

/** How a sending ended. `refused`: by the network; `queued` gives it back, for certainly nothing was delivered. */
export type AnswerOutcome =
  | { status: 'sent' | 'queued' }
  | { status: 'failed' | 'unknown'; reason: string; refused?: true };

/** Writes down how the sending of an answer ended. */
export async function settleAnswer(id: string, outcome: AnswerOutcome, at: Date): Promise<void> {
  const fields = Object.entries({ ...outcome, at }).map(([name, value]) => [
    `decision.delivery.${name}`,
    value,
  ]);
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': { $in: ['sending', 'unknown'] } },
    { $set: Object.fromEntries(fields) },
  );
}

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
export async function countAnswers(): Promise<Partial<Record<Delivery['status'], number>>> {
  const rows = await ProposalModel.aggregate<{ _id: Delivery['status']; n: number }>([
    { $match: { 'decision.delivery.status': { $exists: true } } },
    { $group: { _id: '$decision.delivery.status', n: { $sum: 1 } } },
  ]);
  return Object.fromEntries(rows.map(({ _id, n }) => [_id, n]));
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
