/** Where people can be written to, and the one rule for whether they may be. */

import type { Address } from '../channels/address.ts';
import type { ChannelName } from '../channels/channel.ts';
import type { Participant } from './participant.model.ts';

type Reachable = Pick<Participant, 'addresses' | 'unreachable' | 'optedOutAt' | 'wrongPersonAt'>;

/** Why somebody may not be written to first. These words are kept with what was not sent. */
export type NoWriting = 'opted out' | 'wrong person' | 'address changed' | 'unreachable';

/**
 * Why a participant may not be written to first, at an address if one is given; null where they may. A STOP or "bukan
 * saya" holds on every channel; an address must be theirs still, and not have refused a message.
 */
export function whyNotWrite(participant: Reachable): 'opted out' | 'wrong person' | null;
export function whyNotWrite(participant: Reachable, address: string): NoWriting | null;
export function whyNotWrite(participant: Reachable, address?: string): NoWriting | null {
  if (participant.optedOutAt) return 'opted out';
  if (participant.wrongPersonAt) return 'wrong person';
  if (address === undefined) return null;
  if (!participant.addresses?.includes(address)) return 'address changed';
  return participant.unreachable.some((entry) => entry.address === address) ? 'unreachable' : null;
}

/** Whether a participant may be written to first at an address; see {@link whyNotWrite}. */
export const canWriteTo = (participant: Reachable, address: string): boolean =>
  whyNotWrite(participant, address) === null;

/** The address to write to, or null when they have none that can be reached or have said STOP. */
export function reachableAddress(participant: Reachable): string | null {
  return participant.addresses?.find((address) => canWriteTo(participant, address)) ?? null;
}

/** Where a message to somebody goes. */
export interface Destination {
  channel: ChannelName;
  address: Address;
}

/** Telegram first: it forbids nobody to write to who has pressed Start, where WhatsApp bans for it. */
const preference: ChannelName[] = ['telegram', 'whatsapp', 'simulator'];

/**
 * The address to invite somebody at. A Telegram address is known only of who has pressed Start, so the bot may
 * write to it; a WhatsApp address may come from a list.
 * @param served the channels that this service has
 */
export function destinationOf(participant: Reachable, served: readonly ChannelName[]): Destination | null {
  const addresses = (participant.addresses ?? []).filter((address) => canWriteTo(participant, address));
  for (const channel of preference) {
    const address = served.includes(channel) && addresses.find((one) => one.startsWith(`${channel}:`));
    if (address) return { channel, address };
  }
  return null;
}
