import type { Conversation } from '../../talks/conversation.model.ts';
import type { SavedTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { takeVoices } from '../voices/take-voices.ts';
import { applyEffects } from './effects.ts';
import { takeCompletions } from './take-completions.ts';

/**
 * Does what was written with turns: of each its effects, then its replies. Those that have no effects go out meanwhile, for
 * nobody need wait for what another's turn causes. Repeating it changes nothing.
 */
export async function finishTurns(saved: readonly SavedTurn[], runtime: Runtime): Promise<void> {
  const hasEffects = ({ conversation }: SavedTurn) => conversation.effects.length > 0;
  const free = saved.filter((one) => !hasEffects(one));
  // In this order: the database is at work for the ones while the others are being sent.
  await Promise.all([finishEffects(saved.filter(hasEffects), runtime), runtime.replies.send(free)]);
}

async function finishEffects(saved: readonly SavedTurn[], runtime: Runtime): Promise<void> {
  if (saved.length === 0) return;
  const conversations = saved.map(({ conversation }) => conversation);
  const pending = conversations.flatMap(pendingIn);
  await applyEffects(pending, runtime.privacyKey);
  await takeVoices(pending, runtime);
  await takeCompletions(pending, runtime);
  // Noted beside the sending: what was carried out and not noted so is carried out once more, and nothing changes.
  runtime.replies.checkOff.carriedOut(conversations);
  for (const { conversation, claimed } of saved)
    if (claimed) runtime.heldTalks.hold({ ...conversation, effects: [] });
  await runtime.replies.send(saved);
}

const pendingIn = ({ _id: participant, round, effects }: Conversation) =>
  effects.map(({ effect }) => ({ effect, participant, round }));
