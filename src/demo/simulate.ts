import type { Content, Outgoing } from '../channels/channel.ts';
import { createSimulatorChannel, type SimulatorChannel } from '../channels/simulator/channel.ts';
import type { Crowd, Deliver } from './crowd.ts';

/** The network of the demo: the service's channel on one side, phones on the other. */
export interface SimulatedNetwork {
  channel: SimulatorChannel;
  addressOf(index: number): string;
  deliver: Deliver;
  /** From now on what the service sends reaches these people's phones. */
  connect(crowd: Pick<Crowd, 'bring'>): void;
}

/** @param now the clock of the messages' times */
export async function connectSimulator(now?: () => Date): Promise<SimulatedNetwork> {
  const channel = createSimulatorChannel(now);
  const { default: sharp } = await import('sharp');
  const picture = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#7a9a58' } })
    .jpeg()
    .toBuffer();
  const photo = channel.putFile(picture, 'image/jpeg');

  /** On a phone a label that is tapped is a button pressed; a photo is one that the network keeps. */
  function onTheWire(address: string, content: Content): Content {
    if (content.kind === 'photo') return { ...content, media: photo };
    if (content.kind !== 'text') return content;
    const shown = channel.sentTo(address).findLast((message: Outgoing) => message.choices.length > 0);
    const tapped = shown?.choices.find((choice) => choice.label === content.text);
    return tapped ? { kind: 'choice', value: tapped.value } : content;
  }

  return {
    channel,
    addressOf: (index) => `demo-${index + 1}`,
    deliver: async (address, messageId, { content }) => {
      await channel.say(address, onTheWire(address, content), { messageId: `${address}-${messageId}` });
    },
    connect(crowd) {
      channel.onSent((address, { text, choices }) =>
        crowd.bring(address, { text, choices: choices.map((choice) => choice.label) }),
      );
    },
  };
}
