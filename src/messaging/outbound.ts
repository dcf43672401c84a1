import type { Channel } from '../channels/channel.ts';
import type { Proposal } from '../proposals/proposal.model.ts';
import { ProposalModel } from '../proposals/proposal.model.ts';
import { InvitationModel } from '../rembuk/invitation.model.ts';
import { createInvitations } from '../rembuk/invitations.ts';
import type { Participant } from '../rembuk/participant.model.ts';
import { findParticipant, reachableAddress } from '../rembuk/participants.ts';
import { channelOf } from './addresses.ts';
import { type BulkJob, type ClassifyJob, type MediaJob, type Queues, queueNames } from './queues.ts';

/**
 * Invites participants to a round: each at most once, whatever happens. Those on a channel where the bot cannot
 * write first wait as `no-channel` for their personal start link.
 * @returns how many invitations are queued
 */
export async function inviteAll(
  rembuk: string,
  participants: Participant[],
  channels: Channel[],
  queues: Queues,
  now: Date,
): Promise<number> {
  const canWriteFirst = (address: string) =>
    channels.some((channel) => channel.name === channelOf(address) && channel.canWriteFirst);
  await createInvitations(rembuk, participants, canWriteFirst, now);
  return queueInvitations(rembuk, queues);
}

/** Queues every invitation of a round that waits to be sent; for a start after a crash too. */
export async function queueInvitations(rembuk: string, queues: Queues): Promise<number> {
  const waiting = await InvitationModel.find({ rembuk, status: 'queued' }).lean();
  for (const { _id: id, address } of waiting) {
    if (!address) continue;
    const job: BulkJob = { invitation: id };
    await queues
      .get(queueNames.bulk(channelOf(address)))
      .add('invitation', job, { jobId: `invitation.${id}`, ...bulkTries });
  }
  return waiting.length;
}

const bulkTries = { attempts: 3, backoff: { type: 'exponential', delay: 2_000 } };

/** Queues released answers. One whose proposer cannot be written to is settled by the worker, with the reason. */
export async function queueAnswers(proposals: string[], queues: Queues): Promise<void> {
  for (const id of proposals) {
    const proposal = await ProposalModel.findById(id, { participant: 1 }).lean();
    const participant = proposal && (await findParticipant(proposal.participant));
    const address = participant && (reachableAddress(participant) ?? participant.addresses?.[0]);
    if (!address) continue;
    const job: BulkJob = { answer: id };
    await queues
      .get(queueNames.bulk(channelOf(address)))
      .add('answer', job, { jobId: `answer.${id}`, ...bulkTries });
  }
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
