/** What is said beside a talk: of the chat itself (its link was used, another one asks), or of what was heard in a voice. */
import type { Participant } from '../../people/participant.model.ts';
import { tieByStartCode } from '../../people/ties.ts';
import type { Message } from '../../talks/message.model.ts';
import type { NextTurn } from '../../talks/save-turn.ts';
import { tieOfficeChat } from '../../users/office-chat.ts';
import type { Runtime } from '../runtime.ts';
import { answerHeard } from '../voices/answer-heard.ts';
import { spokenWords } from '../voices/spoken-words.ts';
import { answerCalls } from './answer-calls.ts';
import type { Aside } from './aside.ts';
import { answerToWish } from './further-chat.ts';
import { besides, type Hearer, type Hearing, remark, talkOf } from './hearing.ts';
import { whyNoTalk } from './without-talk.ts';

/** What a message does beside the talk, done before anything of its group is thought about. @returns what is to be said of it */
export async function tendChats(
  { content, address, corrects }: Message,
  participant: Participant,
  runtime: Runtime,
): Promise<Aside | null> {
  // An edit says something of an answer, and of nothing else.
  if (corrects) return null;
  const heard = await answerHeard(content, participant, runtime);
  if (heard) return heard;
  if (content.kind === 'text') return answerToWish(content.text, participant, runtime);
  if (content.kind !== 'start' || !content.code || participant.addresses?.includes(address) === false)
    return null;
  const pressed = await tieByStartCode(content.code, address, runtime.now());
  return pressed?.outcome === 'asked' ? { key: 'conversation.chat.used' } : null;
}

/** Says what {@link tendChats} found. */
export const sayTended: Hearer = async (hearing, runtime) =>
  hearing.aside && sayAside(hearing.aside, hearing, runtime);

/** Says something beside the talk; where it settles what was heard in an answer, the talk goes on with that. */
export async function sayAside({ key, heard }: Aside, hearing: Hearing, runtime: Runtime): Promise<NextTurn> {
  const { participant, round, locale } = hearing;
  const state = talkOf(hearing);
  if (!heard || !state || whyNoTalk(participant, round, runtime)) return remark(key, hearing, runtime);
  const flow = await runtime.flows.pinned(state.flow);
  const context = { ...hearing.context, ...(await spokenWords(participant._id, state)) };
  const said = runtime.engine.hear(flow, state, heard, context);
  if (!said) return remark(key, hearing, runtime);
  const turn = await answerCalls(said, { ...hearing, context }, runtime);
  const replies = [besides(runtime.texts.t(locale, key)), ...turn.replies];
  return { turn: { ...turn, replies }, round: hearing.conversation?.round ?? null };
}

/** Somebody of the office who ties their own chat, for invitations sent to themselves. */
export const greetOfficer: Hearer = async (hearing, runtime) => {
  const { content, address } = hearing.message;
  const officer =
    content.kind === 'start' && content.code ? await tieOfficeChat(content.code, address) : null;
  return officer && remark('conversation.office-chat', hearing, runtime, { name: officer.name });
};
