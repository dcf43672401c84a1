import { channelOf } from '../../channels/address.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import { type ClassifyJob, type PhotoJob, type Queues, queueNames } from '../queues/queues.ts';

/** What is told of a proposal that is queued. */
type Queued = Pick<Proposal, '_id' | 'photos'>;

/** Queues what follows a new proposal: its classification and its photos. Twice is once. */
export async function queueProposal(proposal: Queued, queues: Queues): Promise<void> {
  const classify: ClassifyJob = { proposal: proposal._id };
  await queues.get(queueNames.classify).add('classify', classify, { jobId: proposal._id });
  await queuePhotos(proposal, queues);
}

/** Has the photos fetched that are not kept yet. Twice is once. */
export async function queuePhotos(proposal: Queued, queues: Queues): Promise<void> {
  for (const [photo, { media, file }] of proposal.photos.entries()) {
    if (file) continue;
    const job: PhotoJob = { proposal: proposal._id, photo };
    await queues.get(queueNames.media(channelOf(media))).add('photo', job, {
      jobId: `${proposal._id}.${photo}`,
      attempts: 8,
      backoff: { type: 'exponential', delay: 2_000 },
    });
  }
}
