import type { Address } from '../../channels/address.ts';
import type { Content } from '../../channels/channel.ts';
import { photoProblem } from '../../conversation/inputs/photos.ts';
import type { Context, Reply, Turn } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import {
  findByAddress,
  findByAlias,
  markReachable,
  markUnreachable,
  meetStranger,
} from '../../people/participants.ts';
import { tieByStartCode } from '../../people/ties.ts';
import type { Round } from '../../rounds/round.model.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import { type Message, MessageModel } from '../../talks/message.model.ts';
import { type NextTurn, saveTurn } from '../../talks/save-turn.ts';
import { tieOfficeChat } from '../../users/office-chat.ts';
import type { User } from '../../users/user.model.ts';
import { replacePhoto } from '../photos/lost-photos.ts';
import type { Runtime } from '../runtime.ts';
import { carryOut } from './calls.ts';
import { finishTurn } from './finish-turn.ts';
import { answerToWish, tellOlderChats } from './further-chat.ts';

/** The conversation was changed by another worker while this one thought; the message is handled anew. */
const tries = 5;

/**
 * The way of one message: who is it, what does the engine say, write it down once, send what was written.
 * Safe to repeat at any point: a message that was handled is only finished (effects, outbox), never answered twice.
 */
export async function handleMessage(id: string, runtime: Runtime): Promise<void> {
  const message = await MessageModel.findById(id).lean();
  if (!message) throw new Error(`Message ${id} is queued but not stored`);
  if (message.content.kind === 'blocked') await markUnreachable(message.address, 'blocked', message.sentAt);
  else await answer(message, runtime);
  await MessageModel.updateOne({ _id: id }, { $set: { handledAt: runtime.now() }, $unset: { waiting: 1 } });
}

async function answer(message: Message, runtime: Runtime): Promise<void> {
  const participant = await identifySender(message, runtime);
  // Once, before the tries: what it does is told over the same conversation.
  const aside = message.limited ? null : await tendChats(message, participant, runtime);
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const conversation = await ConversationModel.findById(participant._id).lean();
    if (conversation?.handled.includes(message._id)) return finish(conversation, message, runtime);
    const next = await takeTurn(message, participant, conversation, runtime, aside);
    const saved = await saveTurn(
      participant._id,
      conversation,
      { ...next, address: message.address, handled: message._id },
      runtime.now(),
    );
    if (saved) return finish(saved, message, runtime);
  }
  throw new Error(`Conversation ${participant._id} changed ${tries} times while one message was handled`);
}

/** The participant behind an address: known, tied by their start code, or a stranger. */
async function identifySender(message: Message, runtime: Runtime): Promise<Participant> {
  const { address, alias, content, senderName } = message;
  if (content.kind === 'start' && content.code) {
    const pressed = await tieByStartCode(content.code, address, runtime.now());
    if (pressed?.news) await tellOlderChats(pressed, address, runtime);
    if (pressed?.outcome === 'tied') return pressed.owner;
  }
  const known = (await findByAddress(address)) ?? (alias ? await findByAlias(alias, address) : null);
  if (known) {
    await markReachable(known, address);
    return known;
  }
  return meetStranger(address, senderName, runtime.now());
}

/** Somebody of the office who ties their own chat, for invitations sent to themselves. */
async function officerOf({ content, address }: Message): Promise<User | null> {
  return content.kind === 'start' && content.code ? tieOfficeChat(content.code, address) : null;
}

/** What is said of the chat itself, not of a talk: its link was used before, or it answers about another chat. */
async function tendChats(
  { content, address }: Message,
  participant: Participant,
  runtime: Runtime,
): Promise<string | null> {
  if (content.kind === 'text') return answerToWish(content.text, participant, runtime);
  if (content.kind !== 'start' || !content.code || participant.addresses?.includes(address) === false)
    return null;
  const pressed = await tieByStartCode(content.code, address, runtime.now());
  return pressed?.outcome === 'asked' ? 'conversation.chat.used' : null;
}

/** Why there is nothing to talk about with somebody now: a text, with what stands in it; null where there is. */
function whyNoTalk(
  { village, leftAt, refused }: Participant,
  round: Round | null,
  { selfRegistration }: Runtime,
): { key: string; params?: Record<string, string> } | null {
  if (leftAt) return { key: 'conversation.seat-passed' };
  if (refused) return { key: 'conversation.notice.refused', params: { reason: refused.reason } };
  if (village !== undefined) return round ? null : { key: 'conversation.no-round' };
  return selfRegistration ? null : { key: 'conversation.not-listed' };
}

/** STOP, DATA SAYA, HAPUS DATA and the like are everybody's right, and heard where there is no talk too. */
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

/** What the engine says to this message, or a plain remark where there is nothing to talk about yet. */
async function takeTurn(
  message: Message,
  participant: Participant,
  conversation: Conversation | null,
  runtime: Runtime,
  aside: string | null = null,
): Promise<NextTurn> {
  const round = await runtime.contexts.round();
  const locale = conversation?.state?.locale ?? participant.locale;
  if (message.limited)
    return remark(runtime.texts.t(locale, `conversation.limited.${message.limited}`, {}), conversation);
  const context = await runtime.contexts.context(participant, round, locale);
  if (aside) return remark(runtime.texts.t(locale, aside, {}), conversation);
  const officer = await officerOf(message);
  if (officer)
    return remark(runtime.texts.t(locale, 'conversation.office-chat', { name: officer.name }), conversation);
  const silence = whyNoTalk(participant, round, runtime);
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
    const flow = await runtime.flows.current(registered && round ? round.flow : 'daftar');
    return { turn: runtime.engine.start(flow, locale, context), round: roundId };
  }
  const flow = await runtime.flows.pinned(begun.flow);
  const replaced = await replaceLostPhoto(message, participant, flow.steps[begun.step ?? '']?.kind, runtime);
  if (replaced)
    return remark(runtime.texts.t(locale, 'conversation.photo-replaced', { code: replaced }), conversation);
  const said = runtime.engine.receive(flow, begun, toInput(message.content), context);
  const turn = await answerCalls(
    said,
    context,
    { participant, round, channel: message.channel, address: message.address },
    runtime,
  );
  return { turn, round: roundId };
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

/** Carries out what the engine asks for until it asks no more; all replies of the way go out together. */
async function answerCalls(
  first: Turn,
  context: Context,
  caller: { participant: Participant; round: Round | null; channel: string; address: Address },
  runtime: Runtime,
): Promise<Turn> {
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

/** The Start button of somebody in a talk means "go on", never a yes; everything else is the engine's to read. */
function toInput(content: Content): Parameters<Runtime['engine']['receive']>[2] {
  if (content.kind === 'start' || content.kind === 'blocked') return { kind: 'text', text: '/mulai' };
  return content;
}

function remark(text: string, conversation: Conversation | null): NextTurn {
  const reply: Reply = { text, choices: [], asks: null };
  return { turn: null, remark: reply, round: conversation?.round ?? null };
}

/** Carries out what was written; somebody who has just registered themselves goes straight on to the invitation. */
async function finish(conversation: Conversation, message: Message, runtime: Runtime): Promise<void> {
  await finishTurn(conversation, runtime);
  if (conversation.round !== null) return;
  const participant = await findByAddress(message.address);
  if (!participant?.village || whyNoTalk(participant, await runtime.contexts.round(), runtime)) return;
  const next = await takeTurn(message, participant, conversation, runtime);
  if (!next.turn) return;
  const invited = await saveTurn(
    participant._id,
    conversation,
    { ...next, address: message.address },
    runtime.now(),
  );
  if (invited) await finishTurn(invited, runtime);
}
