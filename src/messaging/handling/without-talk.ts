/** What is said where there is nothing to talk about: no round is open, or none for whoever writes. */
import type { Participant } from '../../people/participant.model.ts';
import type { Round } from '../../rounds/round.model.ts';
import type { Runtime } from '../runtime.ts';
import { answerCalls } from './answer-calls.ts';
import { type Hearer, remark } from './hearing.ts';
import { toInput } from './to-input.ts';

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

/** Says why there is nothing to talk about. */
export const sayWhyNoTalk: Hearer = async (hearing, runtime) => {
  const why = whyNoTalk(hearing.participant, hearing.round, runtime);
  if (!why) return null;
  const { agency } = hearing.context;
  return (await hearOwn(hearing, runtime)) ?? remark(why.key, hearing, runtime, { agency, ...why.params });
};

/** STOP, DATA SAYA, HAPUS DATA, TANYA and the like are everybody's right, and heard where there is no talk too. */
export const hearOwn: Hearer = async (hearing, runtime) => {
  const { message, participant, conversation, context } = hearing;
  const { engine, flows } = runtime;
  const begun = conversation?.state;
  const flow = begun ? await flows.pinned(begun.flow) : await flows.current('daftar');
  const state = begun ?? engine.start(flow, participant.locale, context).state;
  const said = engine.receiveOwn(flow, state, toInput(message.content), context);
  if (!said) return null;
  const turn = await answerCalls(said, { ...hearing, round: null }, runtime);
  return { turn, round: conversation?.round ?? null };
};
