/** A sending of invitations and its states. Every change is guarded inside the write, so that the end is the end. */

import type { Round, RoundId } from '../../rounds/round.model.ts';
import { messageOf, sendingPlan } from '../../rounds/rounds.ts';
import { nextNumber } from '../../storage/counter.model.ts';
import { isDuplicate } from '../../storage/mongodb.ts';
import { type Broadcast, BroadcastModel, type BroadcastState } from './broadcast.model.ts';
import { cancelQueued } from './invitations.ts';

/** A round's invitations are being sent already. */
export class BroadcastRunningError extends Error {
  constructor() {
    super('Invitations of this round are being sent already; cancel that sending or wait for its end.');
    this.name = 'BroadcastRunningError';
  }
}

const running: BroadcastState[] = ['scheduled', 'sending', 'paused'];

/** Plans a sending. What the round says now is what will be sent. @throws BroadcastRunningError */
export async function planBroadcast(
  round: Round,
  plan: Partial<Pick<Broadcast, 'at' | 'only' | 'retry' | 'hours' | 'audience'>>,
  by: string,
  now: Date,
): Promise<Broadcast> {
  const broadcast: Broadcast = {
    _id: `${round._id}.${await nextNumber(`broadcasts/${round._id}`)}`,
    round: round._id,
    state: 'scheduled',
    running: true,
    at: now,
    ...sendingPlan(round),
    message: messageOf(round),
    ...plan,
    by,
    createdAt: now,
    history: [{ what: 'planned', by, at: now }],
  };
  try {
    await BroadcastModel.create(broadcast);
  } catch (error) {
    if (isDuplicate(error, 'round_1_running_1')) throw new BroadcastRunningError();
    throw error;
  }
  return broadcast;
}

/** The sending of a round that has not ended, if there is one. */
export async function runningBroadcast(roundId: RoundId): Promise<Broadcast | null> {
  return BroadcastModel.findOne({ round: roundId, running: true }).lean();
}

/** All sendings of a round, newest first. */
export async function listBroadcasts(roundId: RoundId): Promise<Broadcast[]> {
  return BroadcastModel.find({ round: roundId }).sort({ createdAt: -1 }).limit(50).lean();
}

export async function findBroadcast(id: string): Promise<Broadcast | null> {
  return BroadcastModel.findById(id).lean();
}

/** Changes the state, from one of `from` only; the guard lies in the write. */
async function move(
  id: string,
  from: BroadcastState[],
  to: BroadcastState,
  what: string,
  by: string,
  at: Date,
) {
  const ended = to === 'done' || to === 'cancelled';
  const { modifiedCount } = await BroadcastModel.updateOne(
    { _id: id, state: { $in: from } },
    {
      $set: { state: to, ...(what === 'begun' ? { startedAt: at } : {}), ...(ended ? { endedAt: at } : {}) },
      ...(ended ? { $unset: { running: 1, holds: 1 } } : {}),
      $push: { history: { what, by, at } },
    },
  );
  return modifiedCount === 1;
}

/** What staff can do with a sending. Each returns false when it has ended, or stands so already. */
export const broadcast = {
  pause: (id: string, by: string, at: Date) => move(id, ['sending', 'scheduled'], 'paused', 'paused', by, at),
  /** Goes back to where it was: a sending whose recipients are not written down yet begins from the start. */
  async resume(id: string, by: string, at: Date): Promise<boolean> {
    const begun = Boolean((await findBroadcast(id))?.startedAt);
    return move(id, ['paused'], begun ? 'sending' : 'scheduled', 'resumed', by, at);
  },
  async cancel(id: string, by: string, at: Date): Promise<boolean> {
    if (!(await move(id, running, 'cancelled', 'cancelled', by, at))) return false;
    await cancelQueued(id);
    return true;
  },
  begun: (id: string, at: Date) => move(id, ['scheduled'], 'sending', 'begun', 'service', at),
  done: (id: string, at: Date) => move(id, ['sending'], 'done', 'done', 'service', at),
};

/** Planned sendings whose time has come. */
export async function dueBroadcasts(now: Date): Promise<Broadcast[]> {
  return BroadcastModel.find({ state: 'scheduled', at: { $lte: now } }).lean();
}

export async function sendingBroadcasts(): Promise<Broadcast[]> {
  return BroadcastModel.find({ state: 'sending' }).lean();
}
