/** What is said where there is nothing to talk about: no round is open, or none for whoever writes. */
import type { Participant } from '../../people/participant.model.ts';
import type { Round } from '../../rounds/round.model.ts';
import type { Runtime } from '../runtime.ts';
import { answerCalls } from './answer-calls.ts';
import { type Hearer, type Hearing, remark } from './hearing.ts';
import { isUnsent } from './left-unsent.ts';
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
  const heard = (await hearOwn(hearing, runtime)) ?? (await tellNews(hearing, runtime));
  if (heard) return heard;
  const key = why.key === 'conversation.no-round' ? noRoundFor(hearing) : why.key;
  return remark(key, hearing, runtime, { agency, ...why.params });
};

/** Not open yet; or not any more, for who has had a part in a round: what becomes of what they have said. */
function noRoundFor({ conversation }: Hearing): string {
  if (!conversation?.round) return 'conversation.no-round';
  return `conversation.closed.${isUnsent(conversation.state) ? 'unsent' : 'over'}`;
}

/** STATUS and CEK are answered at any time, as each receipt promises. */
const tellNews: Hearer = async (hearing, runtime) => {
  const { message, conversation, context } = hearing;
  const state = conversation?.state;
  if (!state || message.content.kind !== 'text') return null;
  const { command } = runtime.engine.reader.read(message.content.text);
  if (command?.name !== 'status' && command?.name !== 'check') return null;
  const flow = await runtime.flows.pinned(state.flow);
  // As with what is their own: an open talk asks nothing now.
  const resting = { ...state, status: state.status === 'open' ? ('later' as const) : state.status };
  const said = runtime.engine.receive(flow, resting, toInput(message.content), context);
  const turn = await answerCalls(said, { ...hearing, round: null }, runtime);
  return { turn, round: conversation.round };
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
