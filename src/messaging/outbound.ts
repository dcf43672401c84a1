import type { Channel } from '../channels/channel.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import { planBroadcast } from '../rembuk/broadcasts.ts';
import { countInvitations } from '../rembuk/invitations.ts';
import type { Participant } from '../rembuk/participant.model.ts';
import { RembukModel } from '../rembuk/rembuk.model.ts';
import { channelOf } from './addresses.ts';
import { beginDue } from './bulk/broadcast-clock.ts';
import { type ClassifyJob, type MediaJob, type Queues, queueNames } from './queues.ts';

/**
 * Invites participants to the open round at once and at any hour, where nobody sleeps: for the demo and the tests.
 * Each at most once, whatever happens. Those no channel leads to wait as `no-channel` for their personal start link.
 * @returns how many invitations are on their way
 * @throws BroadcastRunningError
 */
export async function inviteAll(
  rembuk: string,
  participants: Participant[],
  channels: Channel[],
  now: Date,
): Promise<number> {
  const round = await RembukModel.findById(rembuk).lean();
  if (!round) throw new Error(`There is no round "${rembuk}".`);
  const only = participants.map(({ _id }) => _id);
  const { _id: id } = await planBroadcast(round, { only, hours: null }, 'service', now);
  const served = channels.map(({ name }) => name);
  await beginDue(served, now);
  const { 'no-channel': _waiting, ...underWay } = await countInvitations(rembuk, id);
  return Object.values(underWay).reduce((sum, n) => sum + n, 0);
}

/** Queues what follows a new proposal: its classification and its photos. Twice is once. */
export async function queueProposal(proposal: Proposal, queues: Queues): Promise<void> {
  const classify: ClassifyJob = { proposal: proposal._id };
  await queues.get(queueNames.classify).add('classify', classify, { jobId: proposal._id });
  for (const [photo, { media }] of proposal.photos.entries()) {
    const job: MediaJob = { proposal: proposal._id, photo };
    await queues.get(queueNames.media(channelOf(media))).add('photo', job, {
      jobId: `${proposal._id}.${photo}`,
      attempts: 8,
      backoff: { type: 'exponential', delay: 2_000 },
    });
  }
}
