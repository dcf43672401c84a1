import {
  type Channel,
  type ChannelName,
  type ChannelStatus,
  type Content,
  type Incoming,
  type MediaRef,
  type Outgoing,
  SendError,
  type SendFailure,
} from '../channel.ts';
import { largestFile, tooBig } from '../largest-file.ts';

/** A channel without a network, for the demo, the terminal and the tests; the human side is called as functions. */
export interface SimulatorChannel extends Channel {
  /**
   * Somebody sends something; resolves to the message's id once it is safe in the inbox.
   * @param options.messageId sends the very same message again
   * @param options.corrects edits this message instead; `content` is what it says now
   * @param options.quotes replies to this message of ours
   */
  say(
    address: string,
    content: Content,
    options?: { messageId?: string; senderName?: string; corrects?: string; quotes?: string },
  ): Promise<string>;
  /** Calls back for everything that is sent, until the returned function is called. */
  onSent(listener: (address: string, message: Outgoing) => void): () => void;
  /** What an address was sent lately, oldest first. */
  sentTo(address: string): Outgoing[];
  /** Lets the next sends fail (to one address, or to any). */
  failNext(failure: SendFailure, options?: { times?: number; address?: string }): void;
  /** A picture or sound that can be sent and is found by {@link Channel.download}. */
  putFile(bytes: Buffer, mime: string): MediaRef;
}

const textLength = 4096;
/** Messages remembered for each address; enough for a whole talk, bounded for thousands of people. */
const remembered = 200;

const notRunning: SendFailure = {
  kind: 'later',
  retryAfterMs: 1_000,
  reason: 'the simulator is not running',
};
const tooLong: SendFailure = { kind: 'refused', reason: `a message has ${textLength} characters at most` };

/** @param name the network that it plays, for a demo that shows several */
export function createSimulatorChannel(
  now: () => Date = () => new Date(),
  name: ChannelName = 'simulator',
): SimulatorChannel {
  const sent = new Map<string, Outgoing[]>();
  const files = new Map<string, Buffer>();
  const faults: { failure: SendFailure; times: number; address: string | undefined }[] = [];
  const listeners = new Set<(address: string, message: Outgoing) => void>();
  const handingOver = new Set<Promise<void>>();
  let handOver: ((messages: Incoming[]) => Promise<void>) | null = null;
  /** Counts what is said and sent, so that ids rise over both directions. */
  let sequence = 0;
  let status: ChannelStatus = { state: 'stopped', since: now().toISOString() };

  return {
    name,
    limits: { textLength, outreachPerSecond: 1000 },
    canWriteFirst: true,
    async start(onMessages) {
      handOver = onMessages;
      status = { state: 'ready', since: now().toISOString() };
    },
    async stop() {
      handOver = null;
      await Promise.allSettled(handingOver);
      status = { state: 'stopped', since: now().toISOString() };
    },
    async send(address, message) {
      if (!handOver) throw new SendError(notRunning);
      if (message.text.length > textLength) throw new SendError(tooLong);
      const fault = faults.find((one) => one.address === undefined || one.address === address);
      if (fault) {
        fault.times -= 1;
        if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
        throw new SendError(fault.failure);
      }
      const all = sent.get(address) ?? [];
      all.push(message);
      if (all.length > remembered) all.shift();
      sent.set(address, all);
      for (const listener of listeners) listener(address, message);
      sequence += 1;
      return { messageId: String(sequence) };
    },
    async download(media) {
      const bytes = files.get(media.id);
      if (!bytes) throw new SendError({ kind: 'refused', reason: 'no such file' });
      if (bytes.length > largestFile) throw tooBig();
      return bytes;
    },
    status: () => status,
    async say(address, content, options = {}) {
      if (!handOver) throw new Error('The simulator was not started.');
      sequence += 1;
      const messageId = options.messageId ?? `${address}-${sequence}`;
      const { senderName, corrects, quotes } = options;
      const message: Incoming = {
        channel: name,
        messageId,
        address,
        sentAt: now().toISOString(),
        ...(corrects ? { corrects } : { order: sequence }),
        content,
        ...(senderName ? { senderName } : {}),
        ...(quotes ? { quotes } : {}),
      };
      const handed = handOver([message]).finally(() => handingOver.delete(handed));
      handingOver.add(handed);
      await handed;
      return messageId;
    },
    onSent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sentTo: (address) => [...(sent.get(address) ?? [])],
    failNext(failure, { times = 1, address } = {}) {
      faults.push({ failure, times, address });
    },
    putFile(bytes, mime) {
      const id = `file-${files.size + 1}`;
      files.set(id, bytes);
      return { id, mime, bytes: bytes.length };
    },
  };
}
