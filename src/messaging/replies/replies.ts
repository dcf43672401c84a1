import type { JobsOptions } from 'bullmq';
import { channelOf } from '../../channels/address.ts';
import { type Channel, type ChannelName, SendError } from '../../channels/channel.ts';
import type { OutreachRuntime } from '../../outreach/runtime.ts';
import { markUnreachable } from '../../people/participants.ts';
import { background } from '../../process/background.ts';
import { turns } from '../../process/child/turns.ts';
import { StoppingError } from '../../storage/when-there.ts';
import { claimUntil } from '../../talks/claim.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { HeldTalks } from '../../talks/held-talks.ts';
import type { Change, SavedTurn } from '../../talks/save-turn.ts';
import type { Gate } from '../limits/gate.ts';
import { type Queues, queueNames, type RepliesJob, type TurnToSend } from '../queues/queues.ts';
import { canSend } from '../queues/rest-while-idle.ts';
import { type CheckOff, createCheckOff } from './check-off.ts';
import { type Claims, createClaims } from './claims.ts';
import { dropAddress, dueIn, giveUpEntry, isFree, letGo, type Stopped } from './outbox.ts';
import { inStep, sendClaimed } from './send-claimed.ts';

/** A reply is tried so often in a row, with growing pauses, before it is a dead letter. */
const attempts = { attempts: 6, backoff: { type: 'exponential', delay: 1_000 } };

/**
 * Replies sent side by side, as many as messages are handled together: no more can be on their way when the process dies, and
 * are then sent twice. With fewer (32) half of all waiting people waited for a place here.
 */
export const sendsAtOnce = 100;

/** How what was written goes out: at once, where this process serves the channel, else by its queue. */
export interface Replies {
  /** How a conversation is to be saved: its outbox claimed in the same write, where this process can send it at once. */
  toBeSaved(before: Conversation | null, after: Conversation): Change;
  /** Sends what stands in outboxes, or has it sent; a second time is harmless. Resolves when it is under way. */
  send(saved: readonly SavedTurn[]): Promise<void>;
  /** Queues one conversation by itself: tried until it is delivered or given up. @param delay in ms */
  queueAlone(channel: ChannelName, turn: TurnToSend, delay?: number): Promise<void>;
  /** Does what a failed send asks for, and lets go of the outbox; what is left of it is queued by itself. */
  settle(conversation: Conversation, stopped: Stopped, claimedAt: Date, channel: ChannelName): Promise<void>;
  readonly checkOff: CheckOff;
  readonly claims: Claims;
  /** Resolves when nothing is on its way out of this process any more. */
  idle(): Promise<void>;
}

export function createReplies(
  runtime: Pick<OutreachRuntime, 'channels' | 'rateLimiters' | 'log' | 'now' | 'stopping'> & {
    queues: Queues;
    gate: Gate;
    heldTalks: HeldTalks;
  },
): Replies {
  const { channels, queues, gate, log, now } = runtime;
  const checkOff = createCheckOff(runtime, (addresses) => {
    if (addresses.length > 0)
      background(() => gate.answered(addresses, now()), log, 'An answer was not noted');
  });
  const places = turns(sendsAtOnce);
  const claims = createClaims(runtime);
  const underWay = new Set<Promise<void>>();

  /** The channel of this process that all of it goes to; null where there is none. */
  function channelFor(conversation: Conversation): Channel | null {
    const [first, ...others] = channelsOf(conversation);
    return others.length === 0 ? (channels.find(({ name }) => name === first) ?? null) : null;
  }

  async function sendAtOnce(conversation: Conversation, channel: Channel): Promise<void> {
    const claimedAt = conversation.updatedAt;
    const stopped = await sendClaimed(conversation, claimedAt, inStep(channel, runtime), { now, checkOff });
    if (!stopped) return;
    await settle(conversation, stopped, claimedAt, channel.name);
  }

  const settle: Replies['settle'] = async (conversation, stopped, claimedAt, channel) => {
    const { entry, error } = stopped;
    const { _id: participant, turn } = conversation;
    const failure = error instanceof SendError ? error.failure : null;
    if (failure?.kind === 'unreachable') {
      log.info({ participant, reason: failure.reason }, 'Cannot be reached any more');
      await markUnreachable(entry.address, failure.reason, now());
      await dropAddress(participant, entry.address);
    }
    if (failure?.kind === 'refused') await giveUpEntry(participant, entry, failure.reason);
    const delay = await letGo(participant, stopped, claimedAt);
    for (const left of new Set([entry.turn, turn]))
      await queueAlone(channel, { participant, turn: left }, delay);
  };

  function begin(conversation: Conversation, channel: Channel, letGo: () => void): void {
    const sending = places(() => sendAtOnce(conversation, channel))
      .catch((error: unknown) => {
        // What was sent is not written down then; the claim runs out, and the next start or look takes it up.
        if (!(error instanceof StoppingError))
          log.error({ error: String(error) }, 'A reply was not sent at once');
      })
      .finally(() => {
        letGo();
        underWay.delete(sending);
      });
    underWay.add(sending);
  }

  async function queueTogether(conversations: readonly Conversation[]): Promise<void> {
    const byChannel = new Map<ChannelName, TurnToSend[]>();
    for (const conversation of conversations)
      for (const name of channelsOf(conversation)) {
        const turns = byChannel.get(name) ?? [];
        byChannel.set(name, [...turns, { participant: conversation._id, turn: conversation.turn }]);
      }
    for (const [name, together] of byChannel)
      await add(name, { together }, { removeOnComplete: true, removeOnFail: true });
  }

  const queueAlone: Replies['queueAlone'] = (channel, turn, delay = 0) =>
    // The derived id makes a second time harmless.
    add(channel, turn, { ...attempts, delay, jobId: `${turn.participant}.${turn.turn}` });

  async function add(channel: ChannelName, job: RepliesJob, options: JobsOptions): Promise<void> {
    // By the service's clock, which is what its age is measured by.
    const timestamp = now().getTime();
    await queues.get(queueNames.replies(channel)).add('replies', job, { timestamp, ...options });
  }

  return {
    checkOff,
    claims,
    queueAlone,
    settle,
    toBeSaved(before, after) {
      const at = after.updatedAt;
      const clear =
        !claims.isTaken(after._id) && (!before || (dueIn(before).length === 0 && isFree(before, at)));
      const channel = clear ? channelFor(after) : null;
      return channel && canSend(channel) ? { before, after, claimUntil: claimUntil(at) } : { before, after };
    },
    async send(saved) {
      const toQueue: Conversation[] = [];
      for (const { conversation, claimed } of saved) {
        const channel = claimed ? channelFor(conversation) : null;
        const letGo = channel && claims.take(conversation._id);
        if (letGo) begin(conversation, channel, letGo);
        else toQueue.push(conversation);
      }
      await queueTogether(toQueue);
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
      await checkOff.idle();
    },
  };
}

const channelsOf = (conversation: Conversation): Set<ChannelName> =>
  new Set(dueIn(conversation).map(({ address }) => channelOf(address)));
