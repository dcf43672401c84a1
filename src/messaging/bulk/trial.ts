import { type Job, Worker } from 'bullmq';
import { type Channel, type Outgoing, SendError } from '../../channels/channel.ts';
import { findParticipant } from '../../rembuk/participants.ts';
import { findRound, messageOf } from '../../rembuk/rounds.ts';
import type { Trial } from '../../rembuk/trial.model.ts';
import { settleTrial, takeTrial } from '../../rembuk/trials.ts';
import { networkAddress } from '../addresses.ts';
import type { House } from '../house.ts';
import type { TrialJob } from '../queues.ts';
import { whenStorageIsThere } from '../waiting.ts';
import { composeInvitation } from './compose.ts';
import { readLetter } from './letters.ts';

/**
 * Sends an invitation to somebody of the office, made by the same hand as everybody's and in step with them. No talk
 * begins by it, and nobody counts as invited.
 * @param channel as bulk sees it: each send waits for its place in the channel's pace
 */
export async function sendTrial(
  job: Job<TrialJob>,
  channel: Channel,
  worker: Worker,
  house: House,
): Promise<void> {
  const patiently = <T>(work: () => Promise<T>) => whenStorageIsThere(work, house.log, house.stopping);
  const trial = await patiently(() => takeTrial(job.data.trial));
  if (!trial) return;
  const settle = (status: 'sent' | 'failed' | 'queued', reason?: string) =>
    patiently(() => settleTrial(trial._id, status, reason));
  try {
    for (const message of await messagesOf(trial, house))
      await channel.send(networkAddress(trial.address), message);
  } catch (error) {
    if (error instanceof SendError && error.failure.kind === 'later' && !error.failure.uncertain) {
      await settle('queued');
      await worker.rateLimit(error.failure.retryAfterMs);
      throw Worker.RateLimitError();
    }
    if (!(error instanceof SendError)) house.log.error({ trial: trial._id, error: String(error) }, 'Trial');
    return settle('failed', error instanceof SendError ? error.failure.reason : 'unexpected error');
  }
  await settle('sent');
}

/** What its person would be sent, word for word, below a line that says it is a trial. */
async function messagesOf(trial: Trial, house: House): Promise<Outgoing[]> {
  const { locale } = trial;
  const [participant, round] = await Promise.all([
    findParticipant(trial.participant),
    findRound(trial.rembuk),
  ]);
  if (!participant || !round) throw new Error('Round or person of a trial are gone.');
  const context = await house.world.context(participant, round, locale);
  const flow = await house.flows.current(round.flow);
  const message = messageOf(round);
  const setting = { message, lastDay: round.lastDay };
  const { replies } = composeInvitation({ ...house, flow }, setting, locale, context);
  const attachment = message.letter && (await readLetter(house.mediaDir, message.letter));
  return replies.map(({ text, choices }, index) => ({
    text: index === 0 ? `${house.texts.t(locale, 'invitation.trial')}\n\n${text}` : text,
    choices,
    ...(attachment && index === 0 ? { attachment } : {}),
  }));
}
