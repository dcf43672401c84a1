import { setTimeout as sleep } from 'node:timers/promises';
import { networkAddress } from '../../channels/address.ts';
import { type Channel, SendError } from '../../channels/channel.ts';
import { markUnreachable } from '../../people/participants.ts';
import { whenStorageIsThere } from '../../storage/when-there.ts';
import type { DeliveryOutcome } from '../model/delivery-state.ts';
import type { OutreachRuntime } from '../runtime.ts';
import type { PreparedDelivery } from './delivery-source.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** The service stops: it has this long to write the outcome of what was under way. */
const lastWordsMs = 5_000;

/**
 * Sends a delivery that was taken and writes down what came of it. What nobody can know is `unknown` and is never
 * sent again by itself.
 * @param slot.answered of the slot that the first message has in the rate limiter already
 * @param slot.onLeave called when the first message leaves
 * @returns false when the network asked for a rest
 */
export async function deliver(
  delivery: PreparedDelivery,
  channel: Channel,
  rateLimiter: RateLimiter,
  runtime: OutreachRuntime,
  slot: { answered: (() => void) | null; onLeave: () => void },
): Promise<boolean> {
  const { now, stopping, log } = runtime;
  const settle = (outcome: DeliveryOutcome) => writeDown(() => delivery.settle(outcome, now()), runtime);
  let left = 0;
  let messageId = '';
  try {
    for (const [index, message] of delivery.messages.entries()) {
      const slots = [(index === 0 && slot.answered) || (await rateLimiter.slot('outreach', stopping))];
      // A letter is a call of its own for the network.
      if (message.attachment) slots.push(await rateLimiter.slot('outreach', stopping));
      slot.onLeave();
      left += 1;
      const answered = () => {
        for (const one of slots) one();
      };
      messageId = await channel.send(networkAddress(delivery.address), message).finally(answered);
    }
  } catch (error) {
    if (left === 0) {
      // The service stops while it waited for its slot: nothing has left.
      await settle({ status: 'queued' });
      return false;
    }
    return settleFailure(error, left > 1);
  }
  await settle({ status: 'sent', messageId });
  return true;

  /** @param partly an earlier message of the delivery arrived: all of it again would be a second invitation */
  async function settleFailure(error: unknown, partly: boolean): Promise<boolean> {
    if (!(error instanceof SendError)) {
      log.error({ delivery: delivery.id, error: String(error) }, 'A send ended in a fault of ours');
      await settle({ status: 'unknown', reason: 'unexpected error' });
      return false;
    }
    const { kind, reason } = error.failure;
    if (error.failure.kind === 'later') {
      const certain = !error.failure.uncertain && !partly;
      await settle(certain ? { status: 'queued' } : { status: 'unknown', reason });
      rateLimiter.holdOutreach(error.failure.retryAfterMs);
      return false;
    }
    await settle({ status: 'failed', reason, refused: true });
    if (kind === 'unreachable')
      await writeDown(() => markUnreachable(delivery.address, reason, now()), runtime);
    return true;
  }
}

async function writeDown(work: () => Promise<unknown>, { log, stopping }: OutreachRuntime): Promise<void> {
  if (stopping.aborted) await Promise.race([work(), sleep(lastWordsMs)]);
  else await whenStorageIsThere(work, log, stopping);
}
