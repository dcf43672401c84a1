import { type Job, Worker } from 'bullmq';
import { type Channel, type Outgoing, SendError } from '../channels/channel.ts';
import { settleAnswer, takeAnswer } from '../proposals/answers.ts';
import { glimpse } from '../proposals/submit.ts';
import { returnInvitation, settleInvitation, takeInvitation } from '../rembuk/invitations.ts';
import { findParticipant, markUnreachable, reachableAddress } from '../rembuk/participants.ts';
import { RembukModel } from '../rembuk/rembuk.model.ts';
import { networkAddress } from './addresses.ts';
import { ConversationModel } from './conversation.model.ts';
import { saveTurn } from './conversations.ts';
import type { House } from './house.ts';
import type { BulkJob } from './queues.ts';
import { whenStorageIsThere } from './waiting.ts';

/** Bulk never takes more than this share of what the network permits; the rest is left to replies. */
export const bulkShare = 0.8;

/** Something sent to many: how to take it, so that it is sent once, and how to write down what came of it. */
interface Parcel {
  address: string;
  messages: Outgoing[];
  sent(at: Date): Promise<unknown>;
  giveBack(): Promise<unknown>;
  failed(reason: string): Promise<unknown>;
}

/**
 * Sends one invitation or answer. It is marked `sending` first: should the process die now, nobody can know
 * whether it arrived, so it becomes `unknown` and is never sent again by itself.
 */
export async function sendBulk(
  job: Job<BulkJob>,
  channel: Channel,
  worker: Worker,
  house: House,
): Promise<void> {
  const patiently = <T>(work: () => Promise<T>) => whenStorageIsThere(work, house.log, house.stopping);
  const { data } = job;
  const parcel = await patiently(() =>
    'invitation' in data ? invitation(data.invitation, house) : answer(data.answer, house),
  );
  if (!parcel) return;
  try {
    for (const message of parcel.messages) await channel.send(networkAddress(parcel.address), message);
  } catch (error) {
    if (error instanceof SendError && error.failure.kind === 'later') {
      await patiently(() => parcel.giveBack());
      await worker.rateLimit(error.failure.retryAfterMs);
      throw Worker.RateLimitError();
    }
    const reason = error instanceof SendError ? error.failure.reason : 'unexpected error';
    await patiently(() => parcel.failed(reason));
    if (error instanceof SendError && error.failure.kind === 'unreachable') {
      await patiently(() => markUnreachable(parcel.address, reason, house.now()));
      return;
    }
    throw error;
  }
  await patiently(() => parcel.sent(house.now()));
}

async function invitation(id: string, house: House): Promise<Parcel | null> {
  const taken = await takeInvitation(id);
  if (!taken?.address) return null;
  const { address } = taken;
  const [participant, rembuk, before] = await Promise.all([
    findParticipant(taken.participant),
    RembukModel.findById(taken.rembuk).lean(),
    ConversationModel.findById(taken.participant).lean(),
  ]);
  const settle = (outcome: Parameters<typeof settleInvitation>[1]) => settleInvitation(id, outcome);
  const failed = async (reason: string) => settle({ failed: reason });
  if (!participant || !rembuk || rembuk.status !== 'open') {
    await failed('round closed');
    return null;
  }
  if (reachableAddress(participant) !== address) {
    await failed('opted out or unreachable');
    return null;
  }
  const context = await house.world.context(participant, rembuk, participant.locale);
  const turn = house.engine.start(await house.flows.current(rembuk.flow), participant.locale, context);
  // The talk stands ready for the answer before the invitation goes out; a talk that runs already is left alone.
  if (before?.rembuk !== rembuk._id) {
    await saveTurn(
      participant._id,
      before,
      { turn: { ...turn, replies: [] }, rembuk: rembuk._id, address },
      house,
    );
  }
  return {
    address,
    messages: turn.replies,
    sent: (at) => settle({ sentAt: at }),
    giveBack: () => returnInvitation(id),
    failed,
  };
}

async function answer(id: string, house: House): Promise<Parcel | null> {
  const proposal = await takeAnswer(id);
  if (!proposal) return null;
  const participant = await findParticipant(proposal.participant);
  const address = participant && reachableAddress(participant);
  const failed = (reason: string) => settleAnswer(id, 'failed', house.now(), reason);
  if (!participant || !address) {
    await failed('opted out or unreachable');
    return null;
  }
  const text = house.engine.renderAnswer(participant.locale, glimpse(proposal), house.timeZone);
  return {
    address,
    messages: [{ text, choices: [] }],
    sent: (at) => settleAnswer(id, 'sent', at),
    giveBack: () => settleAnswer(id, 'queued', house.now()),
    failed,
  };
}
