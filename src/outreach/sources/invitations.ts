import type { Channel, ChannelName } from '../../channels/channel.ts';
import { whyNotWrite } from '../../people/addresses.ts';
import { findParticipant } from '../../people/participants.ts';
import { isSuppressed } from '../../people/suppressed.ts';
import { RoundModel } from '../../rounds/round.model.ts';
import { ConversationModel } from '../../talks/conversation.model.ts';
import { saveTurn } from '../../talks/save-turn.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import { channelHold, hoursHold, noteHold } from '../dispatch/holds.ts';
import type { Broadcast, BroadcastId } from '../model/broadcast.model.ts';
import { findBroadcast } from '../model/broadcasts.ts';
import type { Invitation } from '../model/invitation.model.ts';
import { invitationDeliveries, nextInvitations } from '../model/invitations.ts';
import { beginDue, endFinished } from '../planning/broadcast-clock.ts';
import { composeInvitation } from '../planning/compose-invitation.ts';
import { readLetter } from '../planning/letters.ts';
import type { OutreachRuntime } from '../runtime.ts';

interface DueInvitation extends DueDelivery {
  invitation: Invitation;
  broadcast: Broadcast;
}

/** The invitations of a channel. @param served all channels of the service, for writing recipients down */
export function invitationSource(
  channel: Channel,
  served: readonly ChannelName[],
  runtime: OutreachRuntime,
): DeliverySource<DueInvitation> {
  const { now, timeZone } = runtime;
  /** The sendings that may send now, by id. */
  let free: ReadonlyMap<string, Broadcast> = new Map();
  return {
    kind: 'invitations',
    rows: invitationDeliveries,
    async plan() {
      await beginDue(served, now());
      const sending = await endFinished(now());
      const holds = sending.map((one) => channelHold(channel) ?? hoursHold(one, now(), timeZone));
      for (const [index, { _id: id }] of sending.entries()) {
        const hold = holds[index];
        if (hold) await noteHold(id, channel.name, hold, now());
      }
      free = new Map(sending.filter((_, index) => !holds[index]).map((one) => [one._id, one]));
    },
    async due(limit) {
      if (free.size === 0) return [];
      const rows = await nextInvitations(channel.name, [...free.keys()], limit);
      return rows.flatMap((invitation) => {
        const broadcast = free.get(invitation.broadcast ?? '');
        return broadcast ? { id: invitation._id, hours: broadcast.hours, invitation, broadcast } : [];
      });
    },
    prepare: ({ invitation, broadcast }, taker) => prepareInvitation(invitation, broadcast, taker, runtime),
    noteHold: ({ broadcast }, hold) => noteHold(broadcast._id, channel.name, hold, now()),
  };
}

/**
 * Makes an invitation ready, or settles it when it may not be sent any more. The talk stands ready for the answer
 * before the invitation goes out; a talk that runs already is left alone.
 */
async function prepareInvitation(
  invitation: Invitation,
  broadcast: Broadcast,
  taker: string,
  runtime: OutreachRuntime,
): Promise<PreparedDelivery | null> {
  const { _id: id, address = '' } = invitation;
  const [participant, round, before] = await Promise.all([
    findParticipant(invitation.participant),
    RoundModel.findById(invitation.round).lean(),
    ConversationModel.findById(invitation.participant).lean(),
  ]);
  const talks = before?.round === round?._id && (before?.handled.length ?? 0) > 0;
  const reason = talks
    ? 'already talking'
    : (whyNot(participant, round?.status, address) ??
      ((await isSuppressed(address, runtime.privacyKey)) ? 'opted out' : null));
  if (reason || !participant || !round) {
    const outcome = { status: 'failed', reason: reason ?? 'gone' } as const;
    await invitationDeliveries.settle(id, taker, outcome, runtime.now());
    return null;
  }
  const context = await runtime.contexts.context(participant, round, participant.locale);
  const flow = await runtime.flows.current(round.flow);
  const { message } = broadcast;
  const parts = { engine: runtime.engine, texts: runtime.texts, flow };
  const { state, replies } = composeInvitation(
    parts,
    { message, lastDay: round.lastDay },
    participant.locale,
    context,
  );
  if (before?.round !== round._id) {
    const turn = { state, replies: [], effects: [], call: null };
    await saveTurn(participant._id, before, { turn, round: round._id, address }, runtime.now());
  }
  const attachment = message.letter && (await readLetter(runtime.mediaDir, message.letter));
  const messages = replies.map((reply, index) =>
    attachment && index === 0 ? { ...reply, attachment } : reply,
  );
  return {
    id,
    address,
    messages,
    firstContact: invitation.firstContact ?? false,
    mayLeave: () => isSending(broadcast._id),
  };
}

/** Looked up at the last moment, so that a pause or a cancel holds from the next message on. */
async function isSending(broadcastId: BroadcastId): Promise<boolean> {
  return (await findBroadcast(broadcastId))?.state === 'sending';
}

function whyNot(
  participant: Awaited<ReturnType<typeof findParticipant>>,
  roundStatus: string | undefined,
  address: string,
): string | null {
  if (roundStatus !== 'open') return 'round closed';
  if (!participant) return 'gone';
  return whyNotWrite(participant, address);
}
