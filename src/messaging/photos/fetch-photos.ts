import type { Job } from 'bullmq';
import { UnrecoverableError } from 'bullmq';
import { networkAddress } from '../../channels/address.ts';
import { type Channel, SendError } from '../../channels/channel.ts';
import { keepPhoto, NotAPictureError } from '../../media/photos.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import type { PhotoJob } from '../queues/queues.ts';
import type { Runtime } from '../runtime.ts';
import { type Loss, losePhoto } from './lost-photos.ts';

/**
 * Fetches one photo of a proposal and keeps it, cleaned. A photo that is there already is left alone. One that can
 * never be kept, or was tried for the last time, is a dead letter, and its sender is told.
 */
export async function fetchPhoto(job: Job<PhotoJob>, channel: Channel, runtime: Runtime): Promise<void> {
  const { proposal: id, photo: index } = job.data;
  const proposal = await ProposalModel.findById(id, { photos: 1, code: 1 }).lean();
  const photo = proposal?.photos[index];
  if (!proposal || !photo || photo.file) return;
  try {
    const bytes = await channel.download({ id: networkAddress(photo.media), mime: photo.mime });
    const file = await keepPhoto(runtime.mediaDir, `${proposal.code}-${index + 1}`, bytes);
    await ProposalModel.updateOne(
      { _id: id },
      { $set: { [`photos.${index}.file`]: file }, $unset: { [`photos.${index}.lost`]: 1 } },
    );
  } catch (error) {
    const why = hopeless(error);
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (why || isLast) await losePhoto(id, index, why ?? 'gone', runtime);
    if (why) throw new UnrecoverableError(error instanceof Error ? error.message : why);
    throw error;
  }
}

/** Why it will never come to anything, or null where another try may. */
function hopeless(error: unknown): Loss | null {
  if (error instanceof NotAPictureError) return error.refusal;
  if (!(error instanceof SendError) || error.failure.kind === 'later') return null;
  return /too big/i.test(error.failure.reason) ? 'too-large' : 'gone';
}
