import type { Channel } from '../channels/channel.ts';
import { planBroadcast } from '../outreach/model/broadcasts.ts';
import { countInvitations } from '../outreach/model/invitations.ts';
import { beginDue } from '../outreach/planning/broadcast-clock.ts';
import type { Participant } from '../people/participant.model.ts';
import { RoundModel } from '../rounds/round.model.ts';

/**
 * Invites participants to the open round at once and at any hour, where nobody sleeps: for the demo and the tests.
 * Each at most once, whatever happens. Those no channel leads to wait as `no-channel` for their personal start link.
 * @returns how many invitations are on their way
 * @throws BroadcastRunningError
 */
export async function inviteAll(
  id: string,
  participants: Participant[],
  channels: Channel[],
  now: Date,
): Promise<number> {
  const round = await RoundModel.findById(id).lean();
  if (!round) throw new Error(`There is no round "${id}".`);
  const only = participants.map(({ _id }) => _id);
  const { _id: broadcast } = await planBroadcast(round, { only, hours: null }, 'service', now);
  const served = channels.map(({ name }) => name);
  await beginDue(served, now);
  const { 'no-channel': _waiting, ...underWay } = await countInvitations(id, broadcast);
  return Object.values(underWay).reduce((sum, n) => sum + n, 0);
}
