import { answerCalls } from './answer-calls.ts';
import { type Hearer, remark, talkOf } from './hearing.ts';
import { toInput } from './to-input.ts';
import { whyNoTalk } from './without-talk.ts';

/** Reads a message as its sender has edited it. It begins nothing: where its talk is over they are told, where there is none it is silent. */
export const correctTalk: Hearer = async (hearing, runtime) => {
  const { message, participant, round, conversation, context } = hearing;
  if (!message.corrects) return null;
  if (!conversation?.state) return { turn: null, round: conversation?.round ?? null };
  const state = talkOf(hearing);
  if (!state || whyNoTalk(participant, round, runtime))
    return remark('conversation.correction.over', hearing, runtime);
  const flow = await runtime.flows.pinned(state.flow);
  const said = runtime.engine.correct(flow, state, toInput(message.content), message.corrects, context);
  return { turn: await answerCalls(said, hearing, runtime), round: conversation.round };
};
