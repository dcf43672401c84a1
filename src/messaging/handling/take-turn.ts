/** What is said to one message: by the engine, or a plain remark where there is nothing to talk about. */
import type { Address } from '../../channels/address.ts';
import { photoProblem } from '../../conversation/inputs/photos.ts';
import type { Seen } from '../../conversation/question.ts';
import type { Context, Reply, Turn } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import { tieByStartCode } from '../../people/ties.ts';
import type { Round } from '../../rounds/round.model.ts';
import type { Conversation } from '../../talks/conversation.model.ts';
import type { Message, MessageId } from '../../talks/message.model.ts';
import type { NextTurn } from '../../talks/save-turn.ts';
import { isEarly } from '../../talks/seen-question.ts';
import { tieOfficeChat } from '../../users/office-chat.ts';
import type { User } from '../../users/user.model.ts';
import { replacePhoto } from '../photos/lost-photos.ts';
import type { Runtime } from '../runtime.ts';
import { answerHeard, answerHeardBarely } from '../voices/answer-heard.ts';
import { spokenWords } from '../voices/spoken-words.ts';
import { withMessage } from '../voices/take-voices.ts';
import type { Aside } from './aside.ts';
import { carryOut } from './calls.ts';
import { answerToWish } from './further-chat.ts';
import { hearReopened, kindAsked } from './hear-reopened.ts';
import { asksOffice, hearReply } from './hear-reply.ts';
import { toInput } from './to-input.ts';

/** Somebody of the office who ties their own chat, for invitations sent to themselves. */
async function officerOf({ content, address }: Message): Promise<User | null> {
  return content.kind === 'start' && content.code ? tieOfficeChat(content.code, address) : null;
}

/** What is said beside a talk: of the chat itself (its link was used, another one asks), or of what was heard in a voice. */
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

/** Why there is nothing to talk about with somebody now: a text, with what stands in it; null where there is. */
export function whyNoTalk(
  { village, leftAt, refused }: Participant,
  round: Round | null,
  { selfRegistration }: Runtime,
): { key: string; params?: Record<string, string> } | null {
  if (leftAt) return { key: 'conversation.seat-passed' };
  if (refused) return { key: 'conversation.notice.refused', params: { reason: refused.reason } };
  if (village !== undefined) return round ? null : { key: 'conversation.no-round' };
  return selfRegistration ? null : { key: 'conversation.not-listed' };
}

/** STOP, DATA SAYA, HAPUS DATA, TANYA and the like are everybody's right, and heard where there is no talk too. */
async function hearOwn(
  message: Message,
  participant: Participant,
  conversation: Conversation | null,
  context: Context,
  runtime: Runtime,
): Promise<NextTurn | null> {
  const { engine, flows } = runtime;
  const begun = conversation?.state;
  const flow = begun ? await flows.pinned(begun.flow) : await flows.current('daftar');
  const state = begun ?? engine.start(flow, participant.locale, context).state;
  const said = engine.receiveOwn(flow, state, toInput(message.content), context);
  if (!said) return null;
  const caller = { participant, round: null, channel: message.channel, address: message.address };
  return { turn: await answerCalls(said, context, caller, runtime), round: conversation?.round ?? null };
}

/** What is known of a message and its sender before anything is said to it. */
export interface Turning {
  participant: Participant;
  conversation: Conversation | null;
  /** Left of the quota of their seat; looked up where it is not known. */
  quotaLeft?: number | undefined;
  /** What comes instead of an answer; see {@link tendChats}. */
  aside?: Aside | null;
  /** The question they had before their eyes, where it is not the one that waits. */
  seen?: Seen | null;
}

/** What the engine says to this message, or a plain remark where there is nothing to talk about yet. */
export async function takeTurn(
  message: Message,
  { participant, conversation, quotaLeft, aside = null, seen = null }: Turning,
  runtime: Runtime,
): Promise<NextTurn> {
  const round = await runtime.contexts.round();
  const locale = conversation?.state?.locale ?? participant.locale;
  if (message.limited)
    return remark(runtime.texts.t(locale, `conversation.limited.${message.limited}`, {}), conversation);
  const known = await runtime.contexts.context(participant, round, locale, quotaLeft);
  const context = { ...known, ...(await spokenWords(participant._id, conversation?.state)) };
  const caller = { participant, round, channel: message.channel, address: message.address };
  if (message.corrects)
    return correctTalk({ message, corrected: message.corrects, conversation, context, caller }, runtime);
  if (aside) return sayAside(aside, { conversation, context, caller }, runtime);
  const officer = await officerOf(message);
  if (officer)
    return remark(runtime.texts.t(locale, 'conversation.office-chat', { name: officer.name }), conversation);
  const replied = await hearReply(message, { participant, conversation, round }, runtime);
  if (replied) return remark(runtime.texts.t(locale, replied, {}), conversation);
  const silence = whyNoTalk(participant, round, runtime);
  const reopened = await hearReopened(message, { participant, round, conversation, context, seen }, runtime);
  if (reopened) return reopened;
  if (silence) {
    const own = await hearOwn(message, participant, conversation, context, runtime);
    return (
      own ??
      remark(
        runtime.texts.t(locale, silence.key, { agency: context.agency, ...silence.params }),
        conversation,
      )
    );
  }
  const registered = participant.village !== undefined;
  const roundId = registered ? (round?._id ?? null) : null;
  const begun = conversation?.state && conversation.round === roundId ? conversation.state : null;
  if (!begun) {
    // A question is no greeting: it is answered before any talk.
    const asked = asksOffice(message, runtime);
    const own = asked && (await hearOwn(message, participant, conversation, context, runtime));
    if (own) return own;
    const flow = await runtime.flows.current(registered && round ? round.flow : 'daftar');
    return { turn: runtime.engine.start(flow, locale, context), round: roundId };
  }
  const flow = await runtime.flows.pinned(begun.flow);
  const replaced = await replaceLostPhoto(message, participant, kindAsked(flow, begun), runtime);
  if (replaced)
    return remark(runtime.texts.t(locale, 'conversation.photo-replaced', { code: replaced }), conversation);
  const early = conversation !== null && isEarly(message, conversation);
  const from = { message: message._id, sentAt: message.sentAt.toISOString(), early };
  const input = { ...toInput(message.content), from };
  const said = seen
    ? runtime.engine.receiveLate(flow, begun, input, seen, context)
    : runtime.engine.receive(flow, begun, input, context);
  const turn = await answerCalls(said, context, caller, runtime);
  const heard =
    conversation && turn.state.misses > begun.misses
      ? await answerHeardBarely(message.content, participant, conversation, runtime)
      : null;
  if (heard) return sayAside(heard, { conversation, context, caller }, runtime);
  return { turn: withMessage(turn, message, flow), round: roundId };
}

/** Says something beside the talk; where it settles what was heard in an answer, the talk goes on with that. */
async function sayAside(
  { key, heard }: Aside,
  talk: { conversation: Conversation | null; context: Context; caller: Caller },
  runtime: Runtime,
): Promise<NextTurn> {
  const { conversation, caller } = talk;
  const state = conversation?.state;
  const text = runtime.texts.t(state?.locale ?? caller.participant.locale, key, {});
  const round = caller.participant.village === undefined ? null : (caller.round?._id ?? null);
  const isOpen =
    state && conversation.round === round && !whyNoTalk(caller.participant, caller.round, runtime);
  if (!heard || !isOpen) return remark(text, conversation);
  const flow = await runtime.flows.pinned(state.flow);
  const context = { ...talk.context, ...(await spokenWords(caller.participant._id, state)) };
  const said = runtime.engine.hear(flow, state, heard, context);
  if (!said) return remark(text, conversation);
  const turn = await answerCalls(said, context, caller, runtime);
  return { turn: { ...turn, replies: [besides(text), ...turn.replies] }, round };
}

/** Reads a message as its sender has edited it. It begins nothing: where its talk is over they are told, where there is none it is silent. */
async function correctTalk(
  edit: {
    message: Message;
    corrected: MessageId;
    conversation: Conversation | null;
    context: Context;
    caller: Caller;
  },
  runtime: Runtime,
): Promise<NextTurn> {
  const { message, corrected, conversation, context, caller } = edit;
  const state = conversation?.state;
  if (!state) return { turn: null, round: conversation?.round ?? null };
  const { participant, round } = caller;
  const roundNow = participant.village === undefined ? null : (round?._id ?? null);
  if (conversation.round !== roundNow || whyNoTalk(participant, round, runtime))
    return remark(runtime.texts.t(state.locale, 'conversation.correction.over', {}), conversation);
  const flow = await runtime.flows.pinned(state.flow);
  const said = runtime.engine.correct(flow, state, toInput(message.content), corrected, context);
  return { turn: await answerCalls(said, context, caller, runtime), round: conversation.round };
}

/** Puts a photo that is not asked for in the place of one that was lost. @returns the code of its proposal, or null */
async function replaceLostPhoto(
  { content, channel }: Message,
  participant: Participant,
  asked: string | undefined,
  runtime: Runtime,
): Promise<string | null> {
  if (content.kind !== 'photo' || asked === 'photos' || photoProblem(content.media)) return null;
  return replacePhoto(participant, channel, content.media, runtime.queues);
}

/** Whose talk it is that a call comes from. */
interface Caller {
  participant: Participant;
  round: Round | null;
  channel: string;
  address: Address;
}

/** Carries out what the engine asks for until it asks no more; all replies of the way go out together. */
async function answerCalls(first: Turn, context: Context, caller: Caller, runtime: Runtime): Promise<Turn> {
  let turn = first;
  while (turn.call) {
    const result = await carryOut(turn.call, {
      ...caller,
      queues: runtime.queues,
      now: runtime.now(),
      classify: runtime.classify,
      patienceMs: runtime.patienceMs,
    });
    const quotaLeft =
      result.name === 'submit' && 'quotaLeft' in result ? result.quotaLeft : context.quotaLeft;
    const flow = await runtime.flows.pinned(turn.state.flow);
    const resumed = runtime.engine.resume(flow, turn.state, result, { ...context, quotaLeft });
    turn = {
      ...resumed,
      replies: [...turn.replies, ...resumed.replies],
      effects: [...turn.effects, ...resumed.effects],
    };
  }
  return turn;
}

const besides = (text: string): Reply => ({ text, choices: [], asks: null, beside: true });

function remark(text: string, conversation: Conversation | null): NextTurn {
  return { turn: null, remark: besides(text), round: conversation?.round ?? null };
}
