import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import type { SavedTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { applyEffect } from './effects.ts';

/** Does what was written with turns: the effects, then the replies. Repeating it changes nothing. */
export async function finishTurns(saved: readonly SavedTurn[], runtime: Runtime): Promise<void> {
  for (const { conversation } of saved) await applyEffects(conversation, runtime);
  await runtime.replies.send(saved);
}

async function applyEffects({ _id, round, turn, effects }: Conversation, runtime: Runtime): Promise<void> {
  if (effects.length === 0) return;
  for (const { effect } of effects) await applyEffect(effect, _id, round, runtime.privacyKey);
  await ConversationModel.updateOne({ _id }, { $pull: { effects: { turn: { $lte: turn } } } });
}
