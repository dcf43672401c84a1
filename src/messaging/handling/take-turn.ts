/** What is said to one message: by the engine, or a plain remark where there is nothing to talk about. */
import { photoProblem } from '../../conversation/inputs/photos.ts';
import type { NextTurn } from '../../talks/save-turn.ts';
import { isEarly } from '../../talks/seen-question.ts';
import { replacePhoto } from '../photos/lost-photos.ts';
import type { Runtime } from '../runtime.ts';
import { answerHeardBarely } from '../voices/answer-heard.ts';
import { spokenWords } from '../voices/spoken-words.ts';
import { withMessage } from '../voices/take-voices.ts';
import { answerCalls } from './answer-calls.ts';
import { askAgain } from './ask-again.ts';
import { greetOfficer, sayAside, sayTended } from './beside-talk.ts';
import { correctTalk } from './correct-talk.ts';
import { hearReopened, kindAsked } from './hear-reopened.ts';
import { asksOffice, hearReply } from './hear-reply.ts';
import { type Hearer, type Hearing, mustBeRead, remark, roundOf, talkOf } from './hearing.ts';
import { tellLeftUnsent } from './left-unsent.ts';
import { toInput } from './to-input.ts';
import { hearOwn, sayWhyNoTalk } from './without-talk.ts';

/** What is known of a message and its sender before anything is said to it. */
export interface Turning extends Pick<Hearing, 'message' | 'participant' | 'conversation'> {
  recalled?: Hearing['recalled'];
  /** Left of the quota of their seat; looked up where it is not known. */
  quotaLeft?: number | undefined;
  aside?: Hearing['aside'];
  seen?: Hearing['seen'];
}

/** Puts a photo that is not asked for in the place of one that was lost. */
const replaceLostPhoto: Hearer = async (hearing, runtime) => {
  const { message, participant } = hearing;
  const { content, channel } = message;
  const state = talkOf(hearing);
  if (!state || content.kind !== 'photo' || photoProblem(content.media)) return null;
  if (kindAsked(await runtime.flows.pinned(state.flow), state) === 'photos') return null;
  mustBeRead(hearing);
  const code = await replacePhoto(participant, channel, content.media, runtime.queues);
  return code ? remark('conversation.photo-replaced', hearing, runtime, { code }) : null;
};

/** Their first word begins the talk, unless it is a question: that is answered before any talk. */
const beginTalk: Hearer = async (hearing, runtime) => {
  if (talkOf(hearing)) return null;
  const own = asksOffice(hearing.message, runtime) && (await hearOwn(hearing, runtime));
  if (own) return own;
  const { participant, round, locale, context } = hearing;
  const registered = participant.village !== undefined;
  const flow = await runtime.flows.current(registered && round ? round.flow : 'daftar');
  const begun = runtime.engine.start(flow, locale, context);
  const replies = [...(await tellLeftUnsent(hearing, runtime)), ...begun.replies];
  return { turn: { ...begun, replies }, round: roundOf(hearing) };
};

/** The talk goes on with it: an answer to the question that waits, or to the one that they saw. */
const goOn: Hearer = async (hearing, runtime) => {
  const { message, participant, conversation, context, seen } = hearing;
  const state = talkOf(hearing);
  if (!state || !conversation) return null;
  const flow = await runtime.flows.pinned(state.flow);
  const from = {
    message: message._id,
    sentAt: message.sentAt.toISOString(),
    early: isEarly(message, conversation),
  };
  const input = { ...toInput(message.content), from };
  const said = seen
    ? runtime.engine.receiveLate(flow, state, input, seen, context)
    : runtime.engine.receive(flow, state, input, context);
  const turn = await answerCalls(said, hearing, runtime);
  if (turn.state.misses > state.misses) {
    mustBeRead(hearing);
    const heard = await answerHeardBarely(message.content, participant, conversation, runtime);
    if (heard) return sayAside(heard, hearing, runtime);
  }
  return { turn: withMessage(turn, message, flow), round: conversation.round };
};

/** In this order: the first who has something to say says it all. */
const hearers: readonly Hearer[] = [
  askAgain,
  correctTalk,
  sayTended,
  greetOfficer,
  hearReply,
  hearReopened,
  sayWhyNoTalk,
  beginTalk,
  replaceLostPhoto,
  goOn,
];

/** What is said to this message. */
export async function takeTurn(turning: Turning, runtime: Runtime): Promise<NextTurn> {
  const { message, participant, conversation, recalled = false } = turning;
  const { quotaLeft, aside = null, seen = null } = turning;
  const locale = conversation?.state?.locale ?? participant.locale;
  // Of whoever sends too much nothing else is looked at.
  if (message.limited)
    return remark(`conversation.limited.${message.limited}`, { conversation, locale }, runtime);
  const round = await runtime.contexts.round();
  const known = await runtime.contexts.context(participant, round, locale, quotaLeft);
  const context = { ...known, ...(await spokenWords(participant._id, conversation?.state)) };
  const hearing = { message, participant, round, conversation, recalled, locale, context, aside, seen };
  for (const hear of hearers) {
    const next = await hear(hearing, runtime);
    if (next) return next;
  }
  throw new Error('Nobody has answered a message');
}
