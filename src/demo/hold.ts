/** A rembuk of invented people on a running service: how it is set up, and when it is over. */

import { setTimeout as sleep } from 'node:timers/promises';
import { confirmIndicator, listIndicators } from '../issues/issues.ts';
import { countQueues } from '../messaging/queues/dead-letters.ts';
import type { Runtime } from '../messaging/runtime.ts';
import { InvitationModel } from '../outreach/model/invitation.model.ts';
import type { Participant } from '../people/participant.model.ts';
import { addParticipants } from '../people/participants.ts';
import { ProposalModel } from '../proposals/proposal.model.ts';
import type { Round } from '../rounds/round.model.ts';
import { openRound } from '../rounds/rounds.ts';
import { ConversationModel } from '../talks/conversation.model.ts';
import { MessageModel } from '../talks/message.model.ts';
import type { Crowd } from './crowd.ts';
import { inviteAll } from './invite-all.ts';
import type { Person } from './people.ts';

/**
 * Opens this year's round and enters the people. The district's published values are confirmed by "demo", so that
 * people see how the district stands; on a real database an admin does that after looking at the source.
 * @param addressOf where each can be written to; null for one who must press their start link first
 */
export async function setUp(
  people: Person[],
  addressOf: (index: number) => string | null,
  now: Date,
): Promise<{ round: Round; participants: Participant[] }> {
  for (const { _id } of await listIndicators()) await confirmIndicator(_id, 'demo', now);
  const round = await openRound(now.getFullYear(), now);
  const seats = people.map(({ seat }, index) => {
    const address = addressOf(index);
    return address ? { ...seat, address } : seat;
  });
  return { round, participants: await addParticipants(seats, now) };
}

/** Invites them all over the channels of the service. Returns how many invitations are queued. */
export async function invite(
  { round, participants }: Awaited<ReturnType<typeof setUp>>,
  runtime: Runtime,
): Promise<number> {
  return inviteAll(round._id, participants, runtime.channels, runtime.now());
}

/** How far a rembuk is. */
export interface Progress {
  people: number;
  /** People who have said all they wanted. */
  done: number;
  messagesIn: number;
  messagesOut: number;
}

const lookEveryMs = 200;

/**
 * Waits until nobody is thinking, every message is handled, every reply sent and every proposal classified:
 * seen so twice, with nothing said in between.
 * @returns false when the deadline came first; who is stuck is then for `verify` to say
 */
export async function untilSettled(
  crowd: Crowd,
  runtime: Pick<Runtime, 'queues'>,
  options: {
    deadlineMs: number;
    onProgress?: (progress: Progress) => void;
    /** Whether the network holds nothing back that the service has not fetched. */
    isNetworkQuiet?: () => boolean;
  },
): Promise<boolean> {
  const until = performance.now() + options.deadlineMs;
  for (let linesBefore = -1; performance.now() < until; await sleep(lookEveryMs)) {
    const progress = progressOf(crowd);
    options.onProgress?.(progress);
    const lines = progress.messagesIn + progress.messagesOut;
    const outside = () => crowd.isQuiet() && (options.isNetworkQuiet?.() ?? true);
    const quiet = outside() && (await isIdle(runtime)) && outside();
    if (quiet && lines === linesBefore) return true;
    linesBefore = quiet ? lines : -1;
  }
  return false;
}

export function progressOf({ phones }: Crowd): Progress {
  const lines = phones.flatMap((phone) => phone.talk);
  const messagesIn = lines.filter((line) => line.from === 'person').length;
  return {
    people: phones.length,
    done: phones.filter((phone) => phone.memory.done).length,
    messagesIn,
    messagesOut: lines.length - messagesIn,
  };
}

/**
 * Nothing waits or is at work anywhere in the service. What was given up stays in the queues as failed.
 * It looks twice: queues and database are not seen at one instant, and a message that is handled between the two
 * leaves the one behind for the other (its photo waits in a queue then).
 */
export async function isIdle(runtime: Pick<Runtime, 'queues'>): Promise<boolean> {
  return (await looksIdle(runtime)) && (await looksIdle(runtime));
}

async function looksIdle({ queues }: Pick<Runtime, 'queues'>): Promise<boolean> {
  const counts = await countQueues(queues);
  if (counts.some(({ waiting, active, delayed }) => waiting + active + delayed > 0)) return false;
  const [uninvited, unhandled, unfinished, unclassified] = await Promise.all([
    InvitationModel.countDocuments({ status: { $in: ['queued', 'taken', 'sending'] } }),
    MessageModel.countDocuments({ handledAt: { $exists: false } }),
    ConversationModel.countDocuments({
      $or: [{ 'outbox.0': { $exists: true } }, { 'effects.0': { $exists: true } }],
    }),
    ProposalModel.countDocuments({ classification: { $exists: false } }),
  ]);
  return uninvited + unhandled + unfinished + unclassified === 0;
}
