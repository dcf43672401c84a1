/** Begins the sendings whose time has come, and ends those that have nothing left to do. Each step may be repeated. */
import type { ChannelName } from '../../channels/channel.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { MessageModel } from '../../talks/message.model.ts';
import type { Broadcast } from '../model/broadcast.model.ts';
import { broadcast as change, dueBroadcasts, findBroadcast, sendingBroadcasts } from '../model/broadcasts.ts';
import {
  cancelQueued,
  invitedTo,
  isUnfinished,
  type Recipient,
  requeue,
  writeInvitations,
} from '../model/invitations.ts';
import { audienceOf, type Standings, select } from './audience.ts';

/**
 * Writes the recipients of due sendings down, then lets them be sent. A crash in between leaves a sending
 * `scheduled`, and all of it is done again: a row that stands is not written twice.
 */
export async function beginDue(served: readonly ChannelName[], now: Date): Promise<void> {
  for (const due of await dueBroadcasts(now)) {
    if (due.retry) await requeue(due, due.retry, now);
    else await writeRecipients(due, served, now);
    if (await change.begun(due._id, now)) continue;
    // Cancelled while we wrote: what was written must not wait for a sending that never comes.
    if ((await findBroadcast(due._id))?.state === 'cancelled') await cancelQueued(due._id);
  }
}

/** @returns the sendings that still have something to send */
export async function endFinished(now: Date): Promise<Broadcast[]> {
  const going = await sendingBroadcasts();
  const unfinished = await Promise.all(going.map(({ _id }) => isUnfinished(_id)));
  await Promise.all(going.filter((_, index) => !unfinished[index]).map(({ _id }) => change.done(_id, now)));
  return going.filter((_, index) => unfinished[index]);
}

async function writeRecipients(due: Broadcast, served: readonly ChannelName[], now: Date): Promise<void> {
  const people = await audienceOf(due.audience);
  const named = due.only && new Set(due.only);
  const meant = named ? people.filter(({ _id }) => named.has(_id)) : people;
  const { recipients, withoutDestination } = select(
    meant,
    due.audience,
    await readStandings(due.round),
    served,
  );
  await writeInvitations(due, recipients, withoutDestination, await firstContactsOf(recipients), now);
}

/** Where people stand in a round: invited, talking, finished. */
export async function readStandings(roundId: RoundId): Promise<Standings> {
  const [invited, conversations] = await Promise.all([
    invitedTo(roundId),
    ConversationModel.find(
      { round: roundId },
      { 'state.status': 1, 'state.submitted': 1, handled: { $slice: 1 } },
    ).lean<Pick<Conversation, '_id' | 'state' | 'handled'>[]>(),
  ]);
  const ids = (some: typeof conversations) => new Set(some.map(({ _id }) => _id));
  return {
    invited,
    finished: ids(
      conversations.filter(({ state }) => state?.status === 'done' || (state?.submitted.length ?? 0) > 0),
    ),
    talking: ids(conversations.filter(({ handled }) => handled.length > 0)),
  };
}

/** Those from whose address nobody has ever written. */
export async function firstContactsOf(recipients: Recipient[]): Promise<Set<string>> {
  const addresses = recipients.map(({ destination }) => destination.address);
  const known = new Set(await MessageModel.distinct('address', { address: { $in: addresses } }));
  const strangers = recipients.filter(({ destination }) => !known.has(destination.address));
  return new Set(strangers.map(({ participant }) => participant._id));
}
