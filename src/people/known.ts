import { collectionOf } from '../storage/collection-of.ts';
import { type Participant, ParticipantModel } from './participant.model.ts';

/**
 * Whether one of these addresses is somebody's whom we know, or the start code of a personal link is. Changes nothing.
 */
export async function isKnown(addresses: string[], startCode?: string): Promise<boolean> {
  const participants = collectionOf<Participant>(ParticipantModel);
  const isThere = async (filter: object) =>
    (await participants.findOne(filter, { projection: { _id: 1 } })) !== null;
  if (await isThere({ addresses: { $in: addresses } })) return true;
  return startCode !== undefined && isThere({ startCode: startCode.toUpperCase() });
}
