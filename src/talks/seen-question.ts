/**
 * A message belongs to the question that was on its sender's screen when they wrote it. The network tells when that was,
 * or in which place among the messages of the chat; our own record tells when each question was sent.
 */
import { toldToMs } from '../channels/channel.ts';
import { isSameQuestion, type Question, questionOf, type Seen } from '../conversation/question.ts';
import { isClaimed } from './claim.ts';
import type { Asked, Conversation, OutboxEntry } from './conversation.model.ts';
import type { Message } from './message.model.ts';

/** The part of a message that tells when it was written. */
export type Written = Pick<Message, 'address' | 'sentAt' | 'order' | 'quotes'>;

/**
 * Whether nobody can say yet which question somebody had before their eyes: the one that waits is on its way out. That
 * takes as long as one send.
 */
export function isUnsettled(conversation: Conversation, now: Date): boolean {
  return Boolean(waitingIn(conversation)[0]?.leftAt) && isClaimed(conversation, now);
}

/** @returns null for the question that waits; also where nothing is known of when it was sent */
export function seenQuestion(message: Written, conversation: Conversation): Seen | null {
  const { state } = conversation;
  if (!state) return null;
  const waits = questionOf(state);
  const asked = (conversation.asked ?? []).filter(({ address }) => address === message.address);
  const quoted = message.quotes && asked.find(({ messageId }) => messageId === message.quotes);
  if (quoted)
    return isSameQuestion(quoted.question, waits)
      ? null
      : { question: quoted.question, sure: true, newer: true };
  // It may have been asked more than once in a row; the first time counts.
  const since = asked.findLastIndex(({ question }) => !isSameQuestion(question, waits)) + 1;
  const first = asked[since];
  const ahead = asked.at(-1)?.ahead ?? 0;
  const onScreen = questionsOnScreen(message, asked.slice(0, since), leftBefore(waits, conversation), ahead);
  const unsents = waitingIn(conversation);
  const [unsent] = unsents;
  const askings = asked.length - since + unsents.length;
  if (first) return judge(when(message, first), onScreen, askings === 1 && first.since < first.at);
  if (!unsent) return null;
  if (!unsent.leftAt) return { ...onScreen, sure: true, newer: false };
  const isSure = isBefore(message.sentAt, later(unsent.leftAt, ahead));
  return judge(isSure ? 'before' : 'perhaps', onScreen, askings === 1);
}

/** Whether a message was written before our last question, or what was said with it, could be seen. */
export function isEarly({ address, order, sentAt }: Written, { asked, outbox }: Conversation): boolean {
  if (outbox.some(({ failed, question }) => question && !failed)) return true;
  const last = (asked ?? []).findLast((one) => one.address === address);
  if (!last) return false;
  return order === undefined ? isBefore(sentAt, last.at) : order < Number(last.messageId);
}

function judge(written: 'before' | 'perhaps' | 'after', onScreen: OnScreen, resent: boolean): Seen | null {
  if (written === 'after') return null;
  const sure = written === 'before';
  return { ...onScreen, sure, newer: false, ...(resent && !sure ? { resent } : {}) };
}

/** Whether a message was written before a question could be seen; perhaps, where its network cannot tell. */
function when({ order, sentAt }: Written, { messageId, at, since }: Asked): 'before' | 'perhaps' | 'after' {
  if (order !== undefined && order > Number(messageId)) return 'after';
  if (order === undefined && !isBefore(sentAt, at)) return sentAt > at ? 'after' : 'perhaps';
  // It was sent once before, with an unknown end.
  return since < at && !isBefore(sentAt, since) ? 'perhaps' : 'before';
}

/** Whether the whole second in which something was written lies before an instant. */
const isBefore = (sentAt: Date, instant: Date) =>
  Math.floor(sentAt.getTime() / toldToMs) * toldToMs + toldToMs <= instant.getTime();

const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

/** The question before the one that waits that somebody saw, and those that it may have been instead. */
type OnScreen = Pick<Seen, 'question' | 'orBefore'>;

/**
 * The last question before the one that waits that could be seen when a message was written. What comes late may be older
 * than several of them.
 * @param left may have left, though nobody has written down that it did
 * @param ahead how far the network's clock is ahead of ours, in ms
 */
function questionsOnScreen(
  message: Written,
  asked: Asked[],
  left: OutboxEntry | undefined,
  ahead: number,
): OnScreen {
  const hasLeft = left?.leftAt && !isBefore(message.sentAt, later(left.leftAt, ahead)) ? left : undefined;
  const surely = asked.findLastIndex((one) => when(message, one) === 'after');
  const perhaps = asked.slice(surely + 1).filter((one) => when(message, one) === 'perhaps');
  const seen = [asked[surely], ...perhaps, hasLeft].flatMap((one) => one?.question ?? []).reverse();
  const [question = asked[0]?.question ?? left?.question ?? null, ...orBefore] = seen;
  return { question, ...(orBefore.length > 0 ? { orBefore } : {}) };
}

/** The last question before the one that waits that may have left, though nobody has written down that it did. */
function leftBefore(waits: Question, { outbox }: Conversation): OutboxEntry | undefined {
  return outbox.findLast(({ question, leftAt }) => question && leftAt && !isSameQuestion(question, waits));
}

/** The question that waits, as often as it is yet to be sent. One that can never be delivered keeps nobody waiting. */
function waitingIn({ state, outbox }: Conversation): OutboxEntry[] {
  if (!state) return [];
  const waits = questionOf(state);
  return outbox.filter(
    (one) => !one.failed && one.question !== undefined && isSameQuestion(one.question, waits),
  );
}
