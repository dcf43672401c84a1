/**
 * Proposals of people whom staff have not confirmed yet. They have a quota of their own, for anybody can say that they
 * speak for an RT; they count in no support, no twins and no figures. The confirmation gives them the seat.
 */
import type { Participant } from '../people/participant.model.ts';
import { ParticipantModel } from '../people/participant.model.ts';
import { isCurrent, quotaKey } from '../people/seats.ts';
import { RoundModel } from '../rounds/round.model.ts';
import { isPending, type Proposal, ProposalModel } from './proposal.model.ts';
import { giveBackPlace, takePlace } from './seat-usage.ts';

/** What became of somebody's proposals when they were confirmed. */
export interface Admitted {
  admitted: Proposal[];
  /** For which the seat's quota had no room any more: they wait for staff to withdraw them. */
  left: Proposal[];
}

/**
 * Gives the proposals of somebody who is confirmed now to the seat, the oldest first, as far as its quota goes. Twice
 * is once. @returns nothing admitted where they are not confirmed
 */
export async function admitProposals(participant: Participant): Promise<Admitted> {
  const result: Admitted = { admitted: [], left: [] };
  if (!isCurrent(participant)) return result;
  const waiting = await ProposalModel.find({
    participant: participant._id,
    ...isPending,
    status: { $ne: 'withdrawn' },
  })
    .sort({ submittedAt: 1, _id: 1 })
    .lean();
  for (const proposal of waiting) {
    const seat = quotaKey(participant);
    const round = await RoundModel.findById(proposal.round, { quota: 1 }).lean();
    if (!round || !(await takePlace(round, seat, proposal._id))) {
      result.left.push(proposal);
      continue;
    }
    await ProposalModel.updateOne(
      { _id: proposal._id, ...isPending },
      { $set: { quotaKey: seat }, $unset: { unconfirmed: 1 } },
    );
    await giveBackPlace(proposal.round, proposal.quotaKey, proposal._id);
    result.admitted.push(proposal);
  }
  return result;
}

/** After a list was brought, or a crash: whoever is confirmed by now gets what still stands apart. */
export async function admitConfirmed(): Promise<void> {
  const ids = await ProposalModel.distinct('participant', { ...isPending, status: { $ne: 'withdrawn' } });
  for (const person of await ParticipantModel.find({ _id: { $in: ids }, verified: true }).lean())
    await admitProposals(person);
}

/** Proposals of an earlier version stand at the seat their unconfirmed proposers named: they are taken out of it. */
export async function setPendingApart(): Promise<void> {
  const people = await ParticipantModel.find({ verified: false, village: { $exists: true } }).lean();
  for (const person of people)
    await ProposalModel.updateMany(
      { participant: person._id, unconfirmed: { $exists: false } },
      { $set: { unconfirmed: true, quotaKey: quotaKey(person) } },
    );
}
