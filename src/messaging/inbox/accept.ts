import type { Incoming } from '../../channels/channel.ts';
import { rateLimited } from '../../outreach/dispatch/rate-limiter.ts';
import { areKnown, type Origin } from '../../people/known.ts';
import { background } from '../../process/background.ts';
import { collectionOf } from '../../storage/collection-of.ts';
import { refusedOnlyAs } from '../../storage/mongodb.ts';
import { type LimitReason, type Message, MessageModel } from '../../talks/message.model.ts';
import { defaultLocale } from '../../texts/locales.ts';
import type { Runtime } from '../runtime.ts';
import { wakeInbox } from './wake.ts';

/** Longest text kept of one message, in characters; the engine asks for far less. */
const longestText = 10_000;

/** What taking in needs of the service. */
export type Reception = Pick<
  Runtime,
  | 'queues'
  | 'inbox'
  | 'gate'
  | 'pseudonym'
  | 'channels'
  | 'rateLimiters'
  | 'texts'
  | 'log'
  | 'now'
  | 'stopping'
>;

/**
 * Takes in what came at once, unless a sender sends too much: the gate judges before anything is stored. When this
 * resolves, the messages are in the database and the inbox is told, or they are not to be read, and their channel may tell
 * the network "received". Called twice with the same messages it does the missing half, or nothing.
 */
export async function acceptMessages(incoming: readonly Incoming[], runtime: Reception): Promise<void> {
  // First of all, for it is cheap: a flood must cost the database nothing.
  const verdicts = await runtime.gate.judge(incoming, runtime.now(), (messages) =>
    areKnown(messages.map(originOf)),
  );
  const taken: Message[] = [];
  for (const [place, message] of incoming.entries()) {
    const verdict = verdicts[place] ?? { do: 'take' };
    if (verdict.do === 'take') taken.push(toMessage(message, place, runtime));
    if (verdict.do !== 'tell' || message.content.kind === 'blocked') continue;
    // Nothing of a stranger is stored then, so no worker can answer.
    if (verdict.why === 'strangers')
      background(() => turnAway(message, runtime), runtime.log, 'Turning away');
    else taken.push(toMessage(message, place, runtime, verdict.why));
  }
  if (taken.length === 0) return;
  const messages = await withoutStanding(taken, incoming, runtime);
  const stored = await store(messages);
  // Those that stood there before may wait or be done with: the database knows.
  await wakeInbox(runtime, stored && messages.length === taken.length ? messages : null);
}

const originOf = (message: Incoming): Origin => ({
  addresses: addressesOf(message),
  startCode: message.content.kind === 'start' ? message.content.code : undefined,
});

/** @returns whether none of them stood there before */
async function store(messages: Message[]): Promise<boolean> {
  if (messages.length === 0) return true;
  try {
    await collectionOf<Message>(MessageModel).insertMany(messages, { ordered: false });
    return true;
  } catch (error) {
    // The same message twice is one document.
    if (!refusedOnlyAs(error, '_id_')) throw error;
    return false;
  }
}

/** Leaves out what was taken in under its sender's other address before: where WhatsApp tells a number later. */
async function withoutStanding(
  messages: Message[],
  incoming: readonly Incoming[],
  runtime: Reception,
): Promise<Message[]> {
  const others = new Map<string, string>();
  for (const message of messages) {
    const { alias } = message;
    const came = incoming[message.place];
    if (alias && came) others.set(message._id, messageId(came, alias, runtime));
  }
  if (others.size === 0) return messages;
  const found = await MessageModel.find({ _id: { $in: [...others.values()] } }, { _id: 1 }).lean();
  const standing = new Set(found.map(({ _id }) => _id));
  return messages.filter(({ _id }) => !standing.has(others.get(_id) ?? ''));
}

/** The sender by every address the network tells, as messages are stored under. */
function addressesOf({ channel, address, alias }: Incoming): string[] {
  return [address, ...(alias ? [alias] : [])].map((one) => `${channel}:${one}`);
}

/**
 * Under which a message stands, bound with its sender: what somebody sends can never be taken for another's message,
 * though networks let phones choose ids. It may go into queues too, so it tells nobody who wrote.
 */
export function messageId(
  { channel, messageId: id }: Pick<Incoming, 'channel' | 'messageId'>,
  address: string,
  { pseudonym }: Pick<Runtime, 'pseudonym'>,
): string {
  return `${channel}.${pseudonym(`${address} ${id}`)}`;
}

function toMessage(incoming: Incoming, place: number, runtime: Reception, limited?: LimitReason): Message {
  const { channel, senderName = '', sentAt, order, quotes, corrects, content } = incoming;
  const [address = '', alias] = addressesOf(incoming);
  return {
    _id: messageId(incoming, address, runtime),
    channel,
    address,
    ...(alias ? { alias } : {}),
    senderName: senderName.slice(0, 120),
    content: content.kind === 'text' ? { ...content, text: content.text.slice(0, longestText) } : content,
    sentAt: new Date(sentAt),
    ...(order === undefined ? {} : { order }),
    ...(quotes === undefined ? {} : { quotes: quotes.slice(0, 200) }),
    ...(corrects === undefined
      ? {}
      : { corrects: messageId({ channel, messageId: corrects }, address, runtime) }),
    receivedAt: runtime.now(),
    place,
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
