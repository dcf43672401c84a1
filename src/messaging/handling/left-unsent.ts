import { textOfRole } from '../../conversation/roles.ts';
import type { Reply, State } from '../../conversation/types.ts';
import type { Runtime } from '../runtime.ts';
import { besides, type Hearing } from './hearing.ts';

/** Whether a talk holds answers that have not become a proposal. */
export const isUnsent = (state: State | null): boolean =>
  state !== null && state.status !== 'done' && state.trail.length > 0;

/**
 * Tells who begins the talk of a round what of theirs was left behind unsent in the one before, in their own words: a
 * proposal belongs to the round in which it is sent. Nothing where they had not come to words of their own.
 */
export async function tellLeftUnsent(hearing: Hearing, { flows, texts }: Runtime): Promise<Reply[]> {
  const { conversation, round, locale, context } = hearing;
  const state = conversation?.state ?? null;
  if (!state || !isUnsent(state) || !round || !conversation?.round || conversation.round === round._id)
    return [];
  const talk = { flow: await flows.pinned(state.flow), state, context };
  const words = [textOfRole(talk, 'problem'), textOfRole(talk, 'proposal')].filter(Boolean).join(' – ');
  return words ? [besides(texts.t(locale, 'conversation.closed.left', { words }))] : [];
}
