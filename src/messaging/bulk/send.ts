import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, SendError } from '../../channels/channel.ts';
import { markUnreachable } from '../../rembuk/participants.ts';
import { networkAddress } from '../addresses.ts';
import type { House } from '../house.ts';
import { whenStorageIsThere } from '../waiting.ts';
import type { Pace } from './pace.ts';
import type { Parcel } from './parcel.ts';

/** The service stops: it has this long to write the outcome of what was under way. */
const lastWordsMs = 5_000;

/**
 * Sends a parcel that was taken and writes down what came of it. What nobody can know is `unknown` and is never
 * sent again by itself.
 * @param place.answered of the place that the first message has in the channel's pace already
 * @param place.onPlace called when the first message leaves
 * @returns false when the network asked for a rest
 */
export async function sendParcel(
  parcel: Parcel,
  channel: Channel,
  pace: Pace,
  house: House,
  place: { answered: (() => void) | null; onPlace: () => void },
): Promise<boolean> {
  const write = (work: () => Promise<unknown>) => writeDown(work, house);
  let left = 0;
  let messageId = '';
  try {
    for (const [index, message] of parcel.messages.entries()) {
      const places = [(index === 0 && place.answered) || (await pace.place('bulk', house.stopping))];
      // A letter is a call of its own for the network.
      if (message.attachment) places.push(await pace.place('bulk', house.stopping));
      place.onPlace();
      left += 1;
      const answered = () => {
        for (const one of places) one();
      };
      messageId = await channel.send(networkAddress(parcel.address), message).finally(answered);
    }
  } catch (error) {
    if (left === 0) {
      // The service stops while it waited for its place: nothing has left.
      await write(() => parcel.giveBack());
      return false;
    }
    return settleFailure(error, left > 1);
  }
  await write(() => parcel.sent(house.now(), messageId));
  return true;

  /** @param partly an earlier message of the parcel was delivered: all of it again would be a second invitation */
  async function settleFailure(error: unknown, partly: boolean): Promise<boolean> {
    if (!(error instanceof SendError)) {
      house.log.error({ parcel: parcel.id, error: String(error) }, 'A send ended in a fault of ours');
      await write(() => parcel.unknown('unexpected error'));
      return false;
    }
    const { failure } = error;
    if (failure.kind === 'later') {
      const certain = !failure.uncertain && !partly;
      await write(() => (certain ? parcel.giveBack() : parcel.unknown(failure.reason)));
      pace.holdBulk(failure.retryAfterMs);
      return false;
    }
    await write(() => parcel.failed(failure.reason, house.now()));
    if (failure.kind === 'unreachable')
      await write(() => markUnreachable(parcel.address, failure.reason, house.now()));
    return true;
  }
}

async function writeDown(work: () => Promise<unknown>, house: House): Promise<void> {
  if (house.stopping.aborted) await Promise.race([work(), sleep(lastWordsMs)]);
  else await whenStorageIsThere(work, house.log, house.stopping);
}
