import type { Job } from 'bullmq';
import { UnrecoverableError } from 'bullmq';
import { type Channel, SendError } from '../channels/channel.ts';
import { keepPhoto, NotAPictureError } from '../media/photos.ts';
import { ProposalModel } from '../proposals/proposal.model.ts';
import { networkAddress } from './addresses.ts';
import type { House } from './house.ts';
import type { MediaJob } from './queues.ts';

/** Fetches one photo of a proposal and keeps it, cleaned. A photo that is there already is left alone. */
export async function fetchPhoto(job: Job<MediaJob>, channel: Channel, house: House): Promise<void> {
  const { proposal: id, photo: index } = job.data;
  const proposal = await ProposalModel.findById(id, { photos: 1, code: 1 }).lean();
  const photo = proposal?.photos[index];
  if (!proposal || !photo || photo.file) return;
  try {
    const bytes = await channel.download({ id: networkAddress(photo.media), mime: photo.mime });
    const file = await keepPhoto(house.mediaDir, `${proposal.code}-${index + 1}`, bytes);
    await ProposalModel.updateOne({ _id: id }, { $set: { [`photos.${index}.file`]: file } });
  } catch (error) {
    const hopeless =
      error instanceof NotAPictureError || (error instanceof SendError && error.failure.kind !== 'later');
    if (hopeless) throw new UnrecoverableError(error.message);
    throw error;
  }
}
