import type { Incoming } from '../../channels/channel.ts';
import { rateLimited } from '../../outreach/dispatch/rate-limiter.ts';
import { isKnown } from '../../people/known.ts';
import { background } from '../../process/background.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { type LimitReason, type Message, MessageModel } from '../../talks/message.model.ts';
import { defaultLocale } from '../../texts/locales.ts';
import { type InboxJob, type Queues, queueNames, shardOf } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';

/** Longest text kept of one message, in characters; the engine asks for far less. */
const longestText = 10_000;

/** What the inbox needs of the service. */
export type Reception = Pick<
  Runtime,
  'queues' | 'gate' | 'pseudonym' | 'channels' | 'rateLimiters' | 'texts' | 'log' | 'now' | 'stopping'
>;

/**
 * Takes a message in, unless its sender sends too much: the gate judges before anything is stored. When this resolves,
 * the message is in the database and queued, or is not to be read, and its channel may tell the network "received".
 * Called twice with the same message it does the missing half, or nothing.
 */
export async function acceptMessage(incoming: Incoming, runtime: Reception): Promise<void> {
  const { content } = incoming;
  const code = content.kind === 'start' ? content.code : undefined;
  // First of all, for it is cheap: a flood must cost the database nothing.
  const verdict = await runtime.gate.judge(incoming, runtime.now(), () =>
    isKnown(addressesOf(incoming), code),
  );
  if (verdict.do === 'drop') return;
  if (verdict.do === 'tell') {
    if (content.kind === 'blocked') return;
    // Nothing of a stranger is stored then, so no worker can answer.
    if (verdict.why === 'strangers')
      return background(() => turnAway(incoming, runtime), runtime.log, 'Turning away');
  }
  const standing = await MessageModel.findOne(sameMessage(incoming, runtime), {
    address: 1,
    waiting: 1,
  }).lean();
  if (standing) {
    if (standing.waiting) await queueMessage(standing, runtime.queues);
    return;
  }
  const message = toMessage(incoming, runtime, verdict.do === 'tell' ? verdict.why : undefined);
  try {
    await MessageModel.create(message);
  } catch (error) {
    if (!isDuplicate(error, '_id_')) throw error;
  }
  await queueMessage(message, runtime.queues);
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

/** The sender by every address the network tells, as messages are stored under. */
function addressesOf({ channel, address, alias }: Incoming): string[] {
  return [address, ...(alias ? [alias] : [])].map((one) => `${channel}:${one}`);
}

/**
 * Under which a message stands, bound with its sender: what somebody sends can never be taken for another's message,
 * though networks let phones choose ids. It goes into queues too, so it tells nobody who wrote. BullMQ parts its keys by
 * colons, hence the dot.
 */
export function messageId(
  { channel, messageId: id }: Pick<Incoming, 'channel' | 'messageId'>,
  address: string,
  { pseudonym }: Pick<Runtime, 'pseudonym'>,
): string {
  return `${channel}.${pseudonym(`${address} ${id}`)}`;
}

/** This very message, if it was taken in: by any of the sender's addresses, or under an id as they were once made. */
function sameMessage(incoming: Incoming, runtime: Pick<Runtime, 'pseudonym'>) {
  const addresses = addressesOf(incoming);
  const former = `${incoming.channel}.${incoming.messageId.replaceAll(':', '_')}`;
  const ids = [...addresses.map((address) => messageId(incoming, address, runtime)), former];
  return { _id: { $in: ids }, address: { $in: addresses } };
}

function toMessage(incoming: Incoming, runtime: Reception, limited?: LimitReason): Message {
  const { channel, senderName = '', sentAt, content } = incoming;
  const [address = '', alias] = addressesOf(incoming);
  return {
    _id: messageId(incoming, address, runtime),
    channel,
    address,
    ...(alias ? { alias } : {}),
    senderName: senderName.slice(0, 120),
    content: content.kind === 'text' ? { ...content, text: content.text.slice(0, longestText) } : content,
    sentAt: new Date(sentAt),
    receivedAt: runtime.now(),
    waiting: true,
    ...(limited ? { limited } : {}),
  };
}

/** Asks a stranger to come back later. Said once and not tried again: it is a courtesy, and they will write again. */
async function turnAway({ channel: name, address }: Incoming, runtime: Reception): Promise<void> {
  const channel = runtime.channels.find((one) => one.name === name);
  const rateLimiter = runtime.rateLimiters.get(name);
  if (!channel || !rateLimiter) return;
  const text = runtime.texts.t(defaultLocale, 'conversation.limited.strangers', {});
  await rateLimited(channel, rateLimiter, 'reply', runtime.stopping).send(address, { text, choices: [] });
}
