import { ParticipantModel } from './participant.model.ts';

/**
 * Whether one of these addresses is somebody's whom we know, or the start code of a personal link is. Changes nothing.
 */
export async function isKnown(addresses: string[], startCode?: string): Promise<boolean> {
  const ways = [
    { addresses: { $in: addresses } },
    ...(startCode ? [{ startCode: startCode.toUpperCase() }] : []),
  ];
  return Boolean(await ParticipantModel.exists({ $or: ways }));
}
