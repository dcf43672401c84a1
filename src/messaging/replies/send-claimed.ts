import { channelOf, networkAddress } from '../../channels/address.ts';
import type { Channel, Sent } from '../../channels/channel.ts';
import { rateLimited } from '../../outreach/dispatch/rate-limiter.ts';
import type { OutreachRuntime } from '../../outreach/runtime.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { CheckOff } from './check-off.ts';
import { dueIn, type Stopped } from './outbox.ts';

interface Sending {
  now: () => Date;
  checkOff: CheckOff;
  /** The last turn that is sent; all that waits unless told otherwise. */
  upTo?: number;
}

/**
 * Sends what waits in an outbox that is claimed, in order. An entry leaves the outbox only after its channel has taken it,
 * so a crash repeats at most the one message that was in flight and loses none. With the last one it lets go of the outbox;
 * also where there is none.
 * @param conversation as it stood after it was claimed
 * @param claimedAt since when the sender has the outbox; marks what was not tried before
 * @returns what stopped it; then the outbox is still claimed
 */
export async function sendClaimed(
  conversation: Conversation,
  claimedAt: Date,
  channel: Channel,
  { now, checkOff, upTo = Number.POSITIVE_INFINITY }: Sending,
): Promise<Stopped | null> {
  const due = dueIn(conversation).filter(
    ({ turn, address }) => turn <= upTo && channelOf(address) === channel.name,
  );
  if (due.length === 0) await checkOff.nothing(conversation._id);
  for (const entry of due) {
    let sent: Sent;
    try {
      const to = networkAddress(entry.address);
      sent = await checkOff.during(() => channel.send(to, entry.reply));
    } catch (error) {
      return { entry, error };
    }
    const at = now();
    await checkOff.sent({
      participant: conversation._id,
      entry,
      sent,
      at,
      since: entry.leftAt && entry.leftAt < claimedAt ? entry.leftAt : at,
      claimedAt,
      goesOn: entry !== due.at(-1),
    });
  }
  return null;
}

const never = new AbortController().signal;

/** The channel with its replies held to its rate: they overtake outreach, and are counted with it. */
export function inStep(channel: Channel, { rateLimiters }: Pick<OutreachRuntime, 'rateLimiters'>): Channel {
  const rateLimiter = rateLimiters.get(channel.name);
  // A reply waits a second at most, so it is still sent while the service goes down.
  return rateLimiter ? rateLimited(channel, rateLimiter, 'reply', never) : channel;
}
