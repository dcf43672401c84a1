import { ParticipantModel } from '../people/participant.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { openThread } from './ask.ts';

/** Who asked for help in an earlier version stood on a list of their own; each such request becomes a thread. Twice is once. */
export async function fillInHelpRequests(): Promise<void> {
  const people = collectionOf<{ _id: string; needsHelpAt?: Date }>(ParticipantModel);
  const asked = { needsHelpAt: { $exists: true } };
  for await (const { _id, needsHelpAt } of people.find(asked, { projection: { needsHelpAt: 1 } })) {
    if (needsHelpAt) await openThread({ participant: _id, round: null, words: '', at: needsHelpAt });
    await people.updateOne({ _id }, { $unset: { needsHelpAt: '' } });
  }
}
