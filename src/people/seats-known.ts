import { ParticipantModel } from './participant.model.ts';

/** The RTs of each village that staff's lists know, by the village's code; a village without any is left out. */
export async function knownRts(): Promise<ReadonlyMap<string, string[]>> {
  const rows = await ParticipantModel.aggregate<{ _id: string; rts: string[] }>([
    { $match: { registeredBy: 'staff', village: { $exists: true }, rt: { $exists: true } } },
    { $group: { _id: '$village', rts: { $addToSet: '$rt' } } },
  ]);
  return new Map(rows.map(({ _id, rts }) => [_id, rts]));
}
