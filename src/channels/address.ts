import { type ChannelName, channelNames } from './channel.ts';

/** Whom to write to, with the channel: `telegram:123`, `whatsapp:6281…`. What a network itself knows is without it. */
export type Address = string & { readonly idOf?: 'address' };

/** The channel of an address such as `telegram:123`. @throws Error when it names no channel of ours */
export function channelOf(address: string): ChannelName {
  const name = channelNames.find((channel) => address.startsWith(`${channel}:`));
  if (!name) throw new Error('An address names no known channel');
  return name;
}

/** The part of an address that the network itself knows. */
export function networkAddress(address: string): string {
  return address.slice(address.indexOf(':') + 1);
}
