import { type Job, Worker } from 'bullmq';
import { type Channel, SendError } from '../../channels/channel.ts';
import { settleAnswer, takeAnswer } from '../../proposals/answers.ts';
import { glimpse } from '../../proposals/submit.ts';
import { findParticipant, markUnreachable, reachableAddress } from '../../rembuk/participants.ts';
import { networkAddress } from '../addresses.ts';
import type { House } from '../house.ts';
import type { BulkJob } from '../queues.ts';
import { whenStorageIsThere } from '../waiting.ts';

/**
 * Sends one released answer. It is marked `sending` first: should the process die now, nobody can know whether it
 * arrived, so it becomes `unknown` and is never sent again by itself.
 * @param channel as bulk sees it: each send waits for its place in the channel's pace
 */
export async function sendAnswer(
  job: Job<BulkJob>,
  channel: Channel,
  worker: Worker,
  house: House,
): Promise<void> {
  const patiently = <T>(work: () => Promise<T>) => whenStorageIsThere(work, house.log, house.stopping);
  const id = job.data.answer;
  const parcel = await patiently(() => takeOut(id, house));
  if (!parcel) return;
  const { address, text } = parcel;
  const settle = (status: 'sent' | 'failed' | 'queued', reason?: string) =>
    patiently(() => settleAnswer(id, status, house.now(), reason));
  try {
    await channel.send(networkAddress(address), { text, choices: [] });
  } catch (error) {
    if (error instanceof SendError && error.failure.kind === 'later') {
      await settle('queued');
      await worker.rateLimit(error.failure.retryAfterMs);
      throw Worker.RateLimitError();
    }
    const reason = error instanceof SendError ? error.failure.reason : 'unexpected error';
    await settle('failed', reason);
    if (error instanceof SendError && error.failure.kind === 'unreachable') {
      await patiently(() => markUnreachable(address, reason, house.now()));
      return;
    }
    throw error;
  }
  await settle('sent');
}

/** Takes a released answer and writes its message; null when there is nothing to send or nobody to send it to. */
async function takeOut(id: string, house: House): Promise<{ address: string; text: string } | null> {
  const proposal = await takeAnswer(id);
  if (!proposal) return null;
  const participant = await findParticipant(proposal.participant);
  const address = participant && reachableAddress(participant);
  if (!participant || !address) {
    await settleAnswer(id, 'failed', house.now(), 'opted out or unreachable');
    return null;
  }
  const text = house.engine.renderAnswer(participant.locale, glimpse(proposal), house.timeZone);
  return { address, text };
}
