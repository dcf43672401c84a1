import { channelOf, networkAddress } from '../channels/address.ts';
import type { ChannelName, Content, MediaRef, Outgoing } from '../channels/channel.ts';
import { createSimulatorChannel, type SimulatorChannel } from '../channels/simulator/channel.ts';
import type { Crowd, Deliver } from './crowd.ts';
import { drawScenes } from './scenes-drawn.ts';

/** The networks of the demo: the service's channels on one side, phones on the other. */
export interface SimulatedNetworks {
  channels: SimulatorChannel[];
  /** Whole, `telegram:…`; one in three writes over WhatsApp. */
  addressOf(index: number): string;
  deliver: Deliver;
  /** From now on what the service sends reaches these people's phones. */
  connect(crowd: Pick<Crowd, 'bring'>): void;
}

const played = ['telegram', 'whatsapp'] as const satisfies ChannelName[];

/** Plays both networks; nothing of it leaves this machine. */
export async function connectSimulators(): Promise<SimulatedNetworks> {
  const scenes = await drawScenes();
  const networks = new Map(
    played.map((name) => {
      const channel = createSimulatorChannel(undefined, name);
      const photos = scenes.map((scene) => channel.putFile(scene, 'image/jpeg'));
      return [name as string, { channel, photos }];
    }),
  );
  const networkOf = (address: string) => {
    const network = networks.get(channelOf(address));
    if (!network) throw new Error(`no network is played for ${address}`);
    return network;
  };

  return {
    channels: [...networks.values()].map(({ channel }) => channel),
    // Numbers that nobody can have: Telegram's are too short, and no mobile number of Indonesia begins with 0.
    addressOf: (index) =>
      index % 3 === 2 ? `whatsapp:62000000${String(index).padStart(4, '0')}` : `telegram:${10_000 + index}`,
    deliver: async (address, messageId, { content }) => {
      const { channel, photos } = networkOf(address);
      const phone = networkAddress(address);
      const sent = onTheWire(
        content,
        channel.sentTo(phone),
        photos[phone.charCodeAt(phone.length - 1) % photos.length],
      );
      await channel.say(phone, sent, { messageId: `${phone}-${messageId}` });
    },
    connect(crowd) {
      for (const { channel } of networks.values())
        channel.onSent((phone, { text, choices }) =>
          crowd.bring(`${channel.name}:${phone}`, { text, choices: choices.map((choice) => choice.label) }),
        );
    },
  };
}

/** On a phone a label that is tapped is a button pressed; a photo is one that the network keeps. */
function onTheWire(content: Content, shown: Outgoing[], photo: MediaRef | undefined): Content {
  if (content.kind === 'photo' && photo) return { ...content, media: photo };
  if (content.kind !== 'text') return content;
  const asked = shown.findLast((message) => message.choices.length > 0);
  const tapped = asked?.choices.find((choice) => choice.label === content.text);
  return tapped ? { kind: 'choice', value: tapped.value } : content;
}
