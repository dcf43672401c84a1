import { setTimeout as sleep } from 'node:timers/promises';
import { networkAddress } from '../../channels/address.ts';
import { type Channel, type Outgoing, SendError } from '../../channels/channel.ts';
import { markUnreachable } from '../../people/participants.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import type { DeliveryOutcome } from '../model/delivery-state.ts';
import type { OutreachRuntime } from '../runtime.ts';
import type { PreparedDelivery } from './delivery-source.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** The service stops: it has this long to write the outcome of what was under way. */
const lastWordsMs = 5_000;

/** Waits for the slots of one message. @returns a function to be called when the network has answered it */
export async function slotsFor(
  { attachment }: Pick<Outgoing, 'attachment'>,
  rateLimiter: RateLimiter,
  stopping: AbortSignal,
): Promise<() => void> {
  const slots = [await rateLimiter.slot('outreach', stopping)];
  // A letter is a call of its own for the network.
  if (attachment) slots.push(await rateLimiter.slot('outreach', stopping));
  return () => {
    for (const answered of slots) answered();
  };
}

/**
 * Sends a delivery that is marked `sending` and writes down what came of it. What nobody can know is `unknown` and is
 * never sent again by itself. The first message leaves before anything else is waited for.
 * @param settle writes down what came of it
 * @param answered of the slots that the first message has in the rate limiter already
 * @returns false when the network asked for a rest
 */
export async function deliver(
  delivery: PreparedDelivery,
  settle: (outcome: DeliveryOutcome) => Promise<void>,
  answered: () => void,
  channel: Channel,
  rateLimiter: RateLimiter,
  runtime: Pick<OutreachRuntime, 'log' | 'stopping' | 'now'>,
): Promise<boolean> {
  const { now, stopping, log } = runtime;
  const settleWhenThere = (outcome: DeliveryOutcome) => writeDown(() => settle(outcome), runtime);
  let left = 0;
  let messageId = '';
  try {
    for (const message of delivery.messages) {
      const heard = left === 0 ? answered : await slotsFor(message, rateLimiter, stopping);
      left += 1;
      ({ messageId } = await channel.send(networkAddress(delivery.address), message).finally(heard));
    }
  } catch (error) {
    return settleFailure(error, left > 1);
  }
  await settleWhenThere({ status: 'sent', messageId });
  return true;

  /** @param partly an earlier message of the delivery arrived: all of it again would be a second invitation */
  async function settleFailure(error: unknown, partly: boolean): Promise<boolean> {
    if (!(error instanceof SendError)) {
      log.error({ delivery: delivery.id, error: String(error) }, 'A send ended in a fault of ours');
      await settleWhenThere({ status: 'unknown', reason: 'unexpected error' });
      return false;
    }
    const { kind, reason } = error.failure;
    if (error.failure.kind === 'later') {
      const certain = !error.failure.uncertain && !partly;
      await settleWhenThere(certain ? { status: 'queued' } : { status: 'unknown', reason });
      rateLimiter.holdOutreach(error.failure.retryAfterMs);
      return false;
    }
    await settleWhenThere({ status: 'failed', reason, refused: true });
    if (kind === 'unreachable')
      await writeDown(() => markUnreachable(delivery.address, reason, now()), runtime);
    return true;
  }
}

/** Waits for the database as long as it takes; when the service stops, only for a while. */
export async function writeDown(
  work: () => Promise<unknown>,
  { log, stopping }: Pick<OutreachRuntime, 'log' | 'stopping'>,
): Promise<void> {
  if (stopping.aborted) await Promise.race([work(), sleep(lastWordsMs)]);
  else await whenStorageIsThere(work, log, stopping);
}
