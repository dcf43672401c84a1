import type { Incoming } from '../channels/channel.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { type Message, MessageModel } from './message.model.ts';
import { type InboxJob, type Queues, queueNames, shardOf } from './queues.ts';

/** Longest text kept of one message, in characters; the engine asks for far less. */
const longestText = 10_000;

/**
 * Takes a message in. When this resolves the message is in the database and queued, and its channel may tell the
 * network "received". Called twice with the same message it does the missing half, or nothing.
 */
export async function acceptMessage(incoming: Incoming, queues: Queues, now: Date): Promise<void> {
  const message = toMessage(incoming, now);
  try {
    await MessageModel.create(message);
  } catch (error) {
    if (!isDuplicate(error, '_id_')) throw error;
  }
  await queueMessage(message, queues);
}

/** Queues again what was taken in but not handled, for a start after a crash or a lost Redis. */
export async function queueUnhandled(queues: Queues): Promise<number> {
  let count = 0;
  const waiting = MessageModel.find({ waiting: true }, { address: 1 }).sort({ receivedAt: 1 }).lean();
  for await (const message of waiting.cursor()) {
    await queueMessage(message, queues);
    count += 1;
  }
  return count;
}

async function queueMessage(message: Pick<Message, '_id' | 'address'>, queues: Queues): Promise<void> {
  const job: InboxJob = { message: message._id };
  await queues.get(queueNames.inbox(shardOf(message.address))).add('message', job, { jobId: message._id });
}

function toMessage(incoming: Incoming, now: Date): Message {
  const { channel, messageId, address, alias, senderName = '', sentAt, content } = incoming;
  return {
    // BullMQ parts its keys by colons; the networks' own ids are kept apart by a dot.
    _id: `${channel}.${messageId.replaceAll(':', '_')}`,
    channel,
    address: `${channel}:${address}`,
    ...(alias ? { alias: `${channel}:${alias}` } : {}),
    senderName: senderName.slice(0, 120),
    content: content.kind === 'text' ? { ...content, text: content.text.slice(0, longestText) } : content,
    sentAt: new Date(sentAt),
    receivedAt: now,
    waiting: true,
  };
}
