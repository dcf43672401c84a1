import { type BulkWrite, collectionOf } from '../../storage/collection-of.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import type { SavedTurn } from '../../talks/save-turn.ts';
import type { Runtime } from '../runtime.ts';
import { takeVoices } from '../voices/take-voices.ts';
import { applyEffects } from './effects.ts';
import { takeCompletions } from './take-completions.ts';

/** Does what was written with turns: the effects, then the replies. Repeating it changes nothing. */
export async function finishTurns(saved: readonly SavedTurn[], runtime: Runtime): Promise<void> {
  const withEffects = saved
    .map(({ conversation }) => conversation)
    .filter(({ effects }) => effects.length > 0);
  if (withEffects.length > 0) {
    const pending = withEffects.flatMap(pendingIn);
    await applyEffects(pending, runtime.privacyKey);
    await takeVoices(pending, runtime);
    await takeCompletions(pending, runtime);
    await collectionOf<Conversation>(ConversationModel).bulkWrite(withEffects.map(done), { ordered: false });
  }
  await runtime.replies.send(saved);
}

const pendingIn = ({ _id: participant, round, effects }: Conversation) =>
  effects.map(({ effect }) => ({ effect, participant, round }));

const done = ({ _id, turn }: Conversation): BulkWrite<Conversation> => ({
  updateOne: { filter: { _id }, update: { $pull: { effects: { turn: { $lte: turn } } } } },
});
