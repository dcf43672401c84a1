/** What becomes of a photo that could not be kept: staff see it, its sender is told, and may send it once more. */

import { channelOf } from '../../channels/address.ts';
import type { MediaRef } from '../../channels/channel.ts';
import type { Refusal } from '../../media/kinds.ts';
import { type Participant, ParticipantModel } from '../../people/participant.model.ts';
import { type Proposal, ProposalModel } from '../../proposals/proposal.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import type { Locale } from '../../texts/locales.ts';
import { queueProposal } from '../handling/queue-proposal.ts';
import { type Queues, queueNames } from '../queues/queues.ts';
import { tell } from '../replies/tell.ts';
import type { Runtime } from '../runtime.ts';

/** Why: what is wrong with the picture, or `gone` where the network or the service could not bring it. */
export type Loss = Refusal | 'gone';

/** Notes that a photo is lost, and tells its sender once, in their language, how to send it. Safe to repeat. */
export async function losePhoto(id: string, index: number, why: Loss, runtime: Runtime): Promise<void> {
  const proposal = await ProposalModel.findOneAndUpdate(
    { _id: id, [`photos.${index}.file`]: { $exists: false } },
    { $set: { [`photos.${index}.lost`]: why } },
    { returnDocument: 'after' },
  ).lean();
  if (proposal?.photos[index]) await tellSender(proposal, index, why, runtime);
}

async function tellSender(proposal: Proposal, index: number, why: Loss, runtime: Runtime): Promise<void> {
  const media = proposal.photos[index]?.media ?? '';
  const participant = await ParticipantModel.findById(proposal.participant).lean();
  const address = participant?.addresses?.find((one) => channelOf(one) === channelOf(media));
  if (!participant || !address || participant.optedOutAt || participant.wrongPersonAt) return;
  if (!(await ConversationModel.exists({ _id: participant._id }))) return;
  const { texts } = runtime;
  const params = (locale: Locale) => ({
    number: index + 1,
    code: proposal.code,
    why: texts.t(locale, `conversation.photo-refused.${why}`),
  });
  // One telling a photo that was sent, also where the work is done again after a crash.
  const id = `lost.${proposal._id}.${index}.${media}`;
  await tell(participant, { id, key: 'conversation.photo-lost', params, address }, runtime);
}

/**
 * Takes a photo in the place of one that was lost, outside of the question for photos. Safe to repeat.
 * @param channel where it came from
 * @returns the code of the proposal that it belongs to; null where none of this person's has lost a photo
 */
export async function replacePhoto(
  participant: Participant,
  channel: string,
  { id, mime }: MediaRef,
  queues: Queues,
): Promise<string | null> {
  const media = `${channel}:${id}`;
  const proposal =
    (await ProposalModel.findOne({ participant: participant._id, 'photos.media': media }).lean()) ??
    (await ProposalModel.findOneAndUpdate(
      { participant: participant._id, photos: { $elemMatch: { lost: { $exists: true } } } },
      { $set: { 'photos.$.media': media, 'photos.$.mime': mime }, $unset: { 'photos.$.lost': 1 } },
      { returnDocument: 'after', sort: { submittedAt: -1 } },
    ).lean());
  const index = proposal?.photos.findIndex((photo) => photo.media === media && !photo.file) ?? -1;
  if (!proposal || index < 0) return null;
  // The dead letter of the lost one makes way, or its job id would stand for both.
  for (const { media: old } of [...proposal.photos, { media }]) {
    const job = await queues.get(queueNames.media(channelOf(old))).getJob(`${proposal._id}.${index}`);
    if (job && (await job.isFailed())) await job.remove();
  }
  await queueProposal(proposal, queues);
  return proposal.code;
}
