/** Recordings go as photos do: when their time is over, and with their speaker. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParticipantId } from '../../people/participant.model.ts';
import { VoiceModel } from '../../voices/voice.model.ts';

/** When what is older goes: of a recording that is part of a proposal, and of one that was never sent. */
export interface VoiceAges {
  sent: Date;
  unsent: Date;
}

/**
 * Removes recordings that are too old. Of a proposal's the words stay, as those of its other answers do; one that was never
 * sent goes whole, as the message that it came by.
 * @returns how many
 */
export async function removeOldVoices(
  { sent, unsent }: VoiceAges,
  mediaDir: string,
  at: Date,
): Promise<number> {
  let removed = 0;
  const old = VoiceModel.find(
    {
      removedAt: { $exists: false },
      $or: [
        { proposal: { $exists: true }, receivedAt: { $lt: sent } },
        { proposal: { $exists: false }, receivedAt: { $lt: unsent } },
      ],
    },
    { file: 1, proposal: 1 },
  );
  for await (const { _id, file, proposal } of old.lean().cursor()) {
    if (file) await rm(join(mediaDir, file), { force: true });
    if (proposal) await VoiceModel.updateOne({ _id }, { $set: { removedAt: at }, $unset: { file: 1 } });
    else await VoiceModel.deleteOne({ _id });
    removed += 1;
  }
  return removed;
}

/** Removes all that somebody said. Twice is once. */
export async function eraseVoices(participant: ParticipantId, mediaDir: string): Promise<void> {
  for (const { _id, file } of await VoiceModel.find({ participant }, { file: 1 }).lean()) {
    if (file) await rm(join(mediaDir, file), { force: true });
    await VoiceModel.deleteOne({ _id });
  }
}
