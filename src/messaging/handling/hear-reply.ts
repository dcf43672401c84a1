import type { Act } from '../../conversation/reading/act.ts';
import { noticeSentAs } from '../../outreach/model/notices.ts';
import { answerSentAs, codeOf } from '../../proposals/answers.ts';
import type { Round } from '../../rounds/round.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { Message } from '../../talks/message.model.ts';
import { answeredLately, joinThread, openThread, ownThread } from '../../threads/ask.ts';
import { threadOfNotice } from '../../threads/tell.ts';
import type { Thread, ThreadId } from '../../threads/thread.model.ts';
import type { Runtime } from '../runtime.ts';
import { type Hearer, type Hearing, mustBeRead, remark } from './hearing.ts';

/** Courtesies end a thread; they begin none and wait for nobody. */
const courtesies: readonly Act[] = ['thanks', 'ok', 'greeting'];

/**
 * Takes a message that replies to something of the office into its thread: to an answer in one, by quoting it or, where the talk
 * asks nothing, as the next word; or to the answer of a proposal, which begins one.
 */
export const hearReply: Hearer = async (hearing, runtime) => {
  const { message, participant, conversation, round } = hearing;
  const { content, quotes } = message;
  if (content.kind !== 'text') return null;
  const asksNothing = !isAsked(conversation, round);
  if (!quotes && !asksNothing) return null;
  const { command, act } = runtime.engine.reader.read(content.text);
  if (command || courtesies.includes(act)) return null;
  const said = { message: message._id, words: content.text, at: message.sentAt };
  mustBeRead(hearing);
  const { thread, about } = quotes ? await quotedBy(quotes, hearing) : {};
  if (thread) await joinThread(thread, said);
  else if (about) {
    const of = conversation?.round ?? null;
    await openThread({ participant: participant._id, round: of, ...said, about });
    return remark('conversation.asked.taken', hearing, runtime);
  } else if (asksNothing && (act === 'words' || act === 'question')) {
    const answered = await answeredLately(participant._id, message.receivedAt);
    if (!answered) return null;
    await joinThread(answered._id, said);
  } else return null;
  return remark('conversation.asked.joined', hearing, runtime);
};

/** Whether a message asks the office something, or for a person. */
export function asksOffice({ content }: Message, { engine }: Runtime): boolean {
  if (content.kind !== 'text') return false;
  const { command } = engine.reader.read(content.text);
  return command?.name === 'ask' || command?.name === 'staff';
}

/** Whether the talk of the round has a question before the person: then words without a quote are its answer. */
function isAsked(conversation: Conversation | null, round: Round | null): boolean {
  const { state, round: of = null } = conversation ?? {};
  if (state?.reopened?.some(({ when }) => when === 'now')) return true;
  return state?.status === 'open' && of === (round?._id ?? null);
}

/** What the quoted message of ours was about: a thread, or a proposal; neither where it was another. */
async function quotedBy(
  quotes: string,
  { participant: { _id }, conversation }: Pick<Hearing, 'participant' | 'conversation'>,
): Promise<{ thread?: ThreadId; about?: Thread['about'] }> {
  const notice = await noticeSentAs(quotes, _id);
  const thread = notice && threadOfNotice(notice._id);
  if (thread) return (await ownThread(thread, _id)) ? { thread } : {};
  const answered = notice?.proposal ? await codeOf(notice.proposal) : await answerSentAs(quotes, _id);
  // What the office asks again of a proposal is answered in the talk.
  const asksAgain = conversation?.state?.reopened?.some(({ proposal }) => proposal === answered?.proposal);
  return answered && !asksAgain ? { about: answered } : {};
}
