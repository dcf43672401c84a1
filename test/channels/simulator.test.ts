import { setTimeout as sleep } from 'node:timers/promises';
import type { Content } from '../../src/channels/channel.ts';
import { createSimulatorChannel } from '../../src/channels/simulator/channel.ts';
import { type ContractHarness, channelContract, laterMs, type Sent } from './contract.ts';

const address = '7';

async function open(): Promise<ContractHarness> {
  const channel = createSimulatorChannel();
  let sequence = 0;
  // The simulator has no network of its own: this one brings each message until it is taken, one after the other.
  const waiting: { messageId: string; content: Content; corrects?: string }[] = [];
  let bringing = false;
  let closed = false;
  let last: (typeof waiting)[number] | undefined;

  async function bring(): Promise<void> {
    if (bringing) return;
    bringing = true;
    for (let next = waiting[0]; next && !closed; next = waiting[0]) {
      const { content, ...options } = next;
      const taken = await channel.say(address, content, options).then(
        () => true,
        () => false,
      );
      if (taken) waiting.shift();
      else await sleep(5);
    }
    bringing = false;
  }

  function contentOf(sent: Sent): Content {
    switch (sent.kind) {
      case 'press': {
        const shown = channel.sentTo(address).flatMap(({ choices }) => choices);
        return {
          kind: 'choice',
          value: shown.find(({ label }) => label === sent.label)?.value ?? 'not shown',
        };
      }
      case 'photo': {
        const { bytes, caption } = sent;
        const media = channel.putFile(bytes, 'image/jpeg');
        return { kind: 'photo', media, ...(caption ? { caption } : {}) };
      }
      case 'voice':
        return { kind: 'voice', media: channel.putFile(sent.bytes, 'audio/ogg'), seconds: sent.seconds };
      case 'sticker':
        return { kind: 'unsupported', what: 'sticker' };
      default:
        return sent;
    }
  }

  const faults = {
    later: { kind: 'later', retryAfterMs: laterMs, reason: 'slow down' },
    broken: { kind: 'later', retryAfterMs: 1_000, reason: 'the line broke', uncertain: true },
    refused: { kind: 'refused', reason: 'not like this' },
    unreachable: { kind: 'unreachable', reason: 'blocked' },
  } as const;

  return {
    channel,
    address,
    says(sent) {
      sequence += 1;
      last = { messageId: `m${sequence}`, content: contentOf(sent) };
      waiting.push(last);
      void bring();
    },
    edits(words) {
      if (!last) return;
      const { content, messageId: corrects } = last;
      sequence += 1;
      const edited: Content =
        content.kind === 'photo' ? { ...content, caption: words } : { kind: 'text', text: words };
      waiting.push({ messageId: `m${sequence}`, content: edited, corrects });
      void bring();
    },
    bringsAgain() {
      if (last) waiting.push(last);
      void bring();
    },
    shown: () =>
      channel
        .sentTo(address)
        .map(({ text, choices }) => ({ text, buttons: choices.map(({ label }) => label) })),
    failNext: (fault) => channel.failNext(faults[fault]),
    isConnected: () => channel.status().state === 'ready',
    async close() {
      closed = true;
    },
  };
}

channelContract('simulator', open, { canBeLost: false });
