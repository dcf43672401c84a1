import { channelOf } from '../../channels/address.ts';
import { ParticipantModel } from '../../people/participant.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import type { Voice } from '../../voices/voice.model.ts';
import { type Notice, tell } from '../replies/tell.ts';
import type { Runtime } from '../runtime.ts';

/** Tells somebody something of their voice note, where they sent it from. @returns false where nobody is to be told */
export async function tellSpeaker(
  voice: Pick<Voice, 'participant' | 'media'>,
  notice: Omit<Notice, 'address'>,
  runtime: Runtime,
): Promise<boolean> {
  const participant = await ParticipantModel.findById(voice.participant).lean();
  const address = participant?.addresses?.find((one) => channelOf(one) === channelOf(voice.media));
  if (!participant || !address || participant.optedOutAt || participant.wrongPersonAt) return false;
  if (!(await ConversationModel.exists({ _id: participant._id }))) return false;
  return tell(participant, { ...notice, address }, runtime);
}
