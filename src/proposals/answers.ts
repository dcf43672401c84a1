import { type Proposal, ProposalModel } from './proposal.model.ts';

/** Drafted answers that wait for release, oldest proposal first. `kecamatan` empty: the whole district. */
export async function draftedAnswers(rembuk: string, kecamatan: string[]): Promise<Proposal[]> {
  return ProposalModel.find({
    rembuk,
    'decision.outcome': { $exists: true },
    'decision.releasedAt': { $exists: false },
    ...(kecamatan.length > 0 ? { kecamatan: { $in: kecamatan } } : {}),
  })
    .sort({ submittedAt: 1 })
    .lean();
}

/** Takes a released answer to send it; one found `sending` was in flight when a process died: `unknown`. */
export async function takeAnswer(id: string): Promise<Proposal | null> {
  const taken = await ProposalModel.findOneAndUpdate(
    { _id: id, 'decision.delivery.status': 'queued' },
    { $set: { 'decision.delivery.status': 'sending' } },
    { returnDocument: 'after' },
  ).lean();
  if (!taken) {
    await ProposalModel.updateOne(
      { _id: id, 'decision.delivery.status': 'sending' },
      { $set: { 'decision.delivery.status': 'unknown' } },
    );
  }
  return taken;
}

/** Writes down how the sending of an answer ended; `queued` gives it back for a later try. */
export async function settleAnswer(
  id: string,
  status: 'sent' | 'failed' | 'queued',
  at: Date,
  reason?: string,
): Promise<void> {
  await ProposalModel.updateOne(
    { _id: id, 'decision.delivery.status': { $in: ['sending', 'unknown'] } },
    { $set: { 'decision.delivery': { status, at, ...(reason ? { reason } : {}) } } },
  );
}
