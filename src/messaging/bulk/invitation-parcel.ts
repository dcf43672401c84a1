import type { ChannelName } from '../../channels/channel.ts';
import type { Broadcast } from '../../rembuk/broadcast.model.ts';
import { findBroadcast } from '../../rembuk/broadcasts.ts';
import type { Invitation } from '../../rembuk/invitation.model.ts';
import {
  nextInvitations,
  returnInvitation,
  settleInvitation,
  takeInvitation,
} from '../../rembuk/invitations.ts';
import { findParticipant } from '../../rembuk/participants.ts';
import { RembukModel } from '../../rembuk/rembuk.model.ts';
import { ConversationModel } from '../conversation.model.ts';
import { saveTurn } from '../conversations.ts';
import type { House } from '../house.ts';
import { isSuppressed } from '../privacy/suppressed.ts';
import { composeInvitation } from './compose.ts';
import type { Errand, Source } from './errand.ts';
import { noteHold } from './holds.ts';
import { readLetter } from './letters.ts';
import type { Parcel } from './parcel.ts';

/** The invitations of a channel. @param free the sendings that may send now */
export function invitationSource(channel: ChannelName, free: Broadcast[], house: House): Source {
  const byId = new Map(free.map((one) => [one._id, one]));
  return async (limit, except) => {
    if (byId.size === 0) return [];
    const rows = await nextInvitations(channel, [...byId.keys()], limit, except);
    return rows.flatMap((row) => {
      const broadcast = byId.get(row.broadcast ?? '');
      if (!broadcast) return [];
      const { _id: id, hours } = broadcast;
      return {
        id: row._id,
        hours,
        parcel: () => invitationParcel(row, broadcast, house),
        note: (hold) => noteHold(id, channel, hold, house.now()),
      } satisfies Errand;
    });
  };
}

/**
 * Makes an invitation ready, or settles it when it may not be sent any more. The talk stands ready for the answer
 * before the invitation goes out; a talk that runs already is left alone.
 */
async function invitationParcel(
  invitation: Invitation,
  broadcast: Broadcast,
  house: House,
): Promise<Parcel | null> {
  const { _id: id, address = '' } = invitation;
  const [participant, rembuk, before] = await Promise.all([
    findParticipant(invitation.participant),
    RembukModel.findById(invitation.rembuk).lean(),
    ConversationModel.findById(invitation.participant).lean(),
  ]);
  const talks = before?.rembuk === rembuk?._id && (before?.handled.length ?? 0) > 0;
  const reason = talks
    ? 'already talking'
    : (whyNot(participant, rembuk?.status, address) ??
      ((await isSuppressed(address, house.privacyKey)) ? 'opted out' : null));
  if (reason || !participant || !rembuk) return giveUp(id, reason ?? 'gone', house);
  const context = await house.world.context(participant, rembuk, participant.locale);
  const flow = await house.flows.current(rembuk.flow);
  const { message } = broadcast;
  const parts = { engine: house.engine, texts: house.texts, flow };
  const { state, replies } = composeInvitation(
    parts,
    { message, lastDay: rembuk.lastDay },
    participant.locale,
    context,
  );
  if (before?.rembuk !== rembuk._id) {
    const turn = { state, replies: [], effects: [], call: null };
    await saveTurn(participant._id, before, { turn, rembuk: rembuk._id, address }, house);
  }
  const attachment = message.letter && (await readLetter(house.mediaDir, message.letter));
  const messages = replies.map((reply, index) =>
    attachment && index === 0 ? { ...reply, attachment } : reply,
  );
  return {
    id,
    address,
    messages,
    firstContact: invitation.firstContact ?? false,
    take: async (now) => (await isSending(broadcast._id)) && takeInvitation(id, now),
    giveBack: () => returnInvitation(id),
    sent: (sentAt, messageId) => settleInvitation(id, { sentAt, messageId }),
    failed: (failed, refusedAt) => settleInvitation(id, { failed, ...(refusedAt ? { refusedAt } : {}) }),
    unknown: (unknown) => settleInvitation(id, { unknown }),
  };
}

/** Looked up at the last moment, so that a pause or a cancel holds from the next message on. */
async function isSending(broadcast: string): Promise<boolean> {
  return (await findBroadcast(broadcast))?.state === 'sending';
}

function whyNot(
  participant: Awaited<ReturnType<typeof findParticipant>>,
  round: string | undefined,
  address: string,
): string | null {
  if (round !== 'open') return 'round closed';
  if (!participant) return 'gone';
  if (participant.optedOutAt) return 'opted out';
  if (participant.wrongPersonAt) return 'wrong person';
  if (!participant.addresses?.includes(address)) return 'address changed';
  return participant.unreachable.some((entry) => entry.address === address) ? 'unreachable' : null;
}

async function giveUp(id: string, reason: string, house: House): Promise<null> {
  if (await takeInvitation(id, house.now())) await settleInvitation(id, { failed: reason });
  return null;
}
