/**
 * How much of a seat's quota is used. It is kept by the writes that change it, not counted each time; and as a list of the
 * proposals that use it, so that entering one twice, after a crash, is entering it once.
 */

import type { Participant, ParticipantId } from '../people/participant.model.ts';
import { quotaKey } from '../people/seats.ts';
import type { Round, RoundId } from '../rounds/round.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { MigrationModel } from '../storage/migration.model.ts';
import { isDuplicate } from '../storage/mongodb.ts';
import { type ProposalId, ProposalModel } from './proposal.model.ts';
import { type SeatUsage, SeatUsageModel } from './seat-usage.model.ts';

const idOf = (round: RoundId, seat: string) => `${round} ${seat}`;

/** How many proposals each participant's RT or office may still send to the round. */
export async function quotasLeft(
  round: Round,
  participants: readonly Participant[],
): Promise<Map<ParticipantId, number>> {
  const ids = new Map(participants.map((one) => [one._id, idOf(round._id, quotaKey(one))]));
  const usages = await collectionOf<SeatUsage>(SeatUsageModel)
    .find({ _id: { $in: [...new Set(ids.values())] } })
    .toArray();
  const used = new Map(usages.map(({ _id, proposals }) => [_id, proposals.length]));
  return new Map([...ids].map(([who, id]) => [who, Math.max(0, round.quota - (used.get(id) ?? 0))]));
}

/** As {@link quotasLeft}, for one participant. */
export async function quotaLeft(round: Round, participant: Participant): Promise<number> {
  return (await quotasLeft(round, [participant])).get(participant._id) ?? 0;
}

/** Takes a place in the quota of a seat, in one step. Twice is once. @returns false where all are taken */
export async function takePlace(
  { _id: round, quota }: Pick<Round, '_id' | 'quota'>,
  seat: string,
  proposal: ProposalId,
): Promise<boolean> {
  if (quota < 1) return false;
  const _id = idOf(round, seat);
  const free = { $or: [{ proposals: proposal }, { [`proposals.${quota - 1}`]: { $exists: false } }] };
  const enter = (upsert: boolean) =>
    SeatUsageModel.updateOne({ _id, ...free }, { $addToSet: { proposals: proposal } }, { upsert });
  try {
    await enter(true);
    return true;
  } catch (error) {
    if (!isDuplicate(error, '_id_')) throw error;
    // It is full, or somebody else has just made it.
    return (await enter(false)).matchedCount === 1;
  }
}

/** Gives a place back. Twice is once. */
export async function giveBackPlace(round: RoundId, seat: string, proposal: ProposalId): Promise<void> {
  await SeatUsageModel.updateOne({ _id: idOf(round, seat) }, { $pull: { proposals: proposal } });
}

const filledIn = '2026-11-seat-usage';

/** Enters the proposals of a database of an earlier version, which kept no such lists; once for each database. */
export async function fillInSeatUsage(now: Date): Promise<void> {
  if (await MigrationModel.exists({ _id: filledIn })) return;
  const counted = ProposalModel.find({ status: { $ne: 'withdrawn' } }, { round: 1, quotaKey: 1 });
  for await (const { _id, round, quotaKey: seat } of counted.lean().cursor())
    await SeatUsageModel.updateOne(
      { _id: idOf(round, seat) },
      { $addToSet: { proposals: _id } },
      { upsert: true },
    );
  await MigrationModel.updateOne({ _id: filledIn }, { $setOnInsert: { at: now } }, { upsert: true });
}
