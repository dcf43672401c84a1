/** "RT sunyi": who was invited and has not come to an end, by village and by where it stopped. */
import { questionNumber } from '../conversation/engine.ts';
import type { Invitation } from '../rembuk/invitation.model.ts';
import { InvitationModel } from '../rembuk/invitation.model.ts';
import { type Participant, ParticipantModel } from '../rembuk/participant.model.ts';
import type { Rembuk } from '../rembuk/rembuk.model.ts';
import { isFinished } from '../rembuk/reminders.ts';
import { type Conversation, ConversationModel } from './conversation.model.ts';
import type { FlowLibrary } from './flows.ts';

/** From the farthest to the nearest: what helps each of them is something else. */
export const silences = ['not-delivered', 'not-read', 'read', 'stopped'] as const;
export type Silence = (typeof silences)[number];

/** One person who is silent, for the call list of his village's office. */
export interface SilentPerson {
  participant: Participant;
  silence: Silence;
  /** The question he stopped at; null before the first and after the last. */
  question: number | null;
}

export interface SilentVillage {
  village: string;
  people: SilentPerson[];
  counts: Record<Silence, number>;
}

/** @param kecamatan limits to these; empty: the whole district */
export async function findSilent(
  round: Rembuk,
  flows: FlowLibrary,
  kecamatan: string[],
): Promise<SilentVillage[]> {
  const area = kecamatan.length > 0 ? { kecamatan: { $in: kecamatan } } : {};
  const [people, invitations, conversations] = await Promise.all([
    ParticipantModel.find({ village: { $exists: true }, ...area })
      .sort({ village: 1, rt: 1, name: 1 })
      .lean(),
    InvitationModel.find({ rembuk: round._id }).lean(),
    ConversationModel.find({ rembuk: round._id }, { state: 1, handled: 1, rembuk: 1 }).lean<Conversation[]>(),
  ]);
  const invitationOf = new Map(invitations.map((one) => [one.participant, one]));
  const conversationOf = new Map(conversations.map((one) => [one._id, one]));
  const villages = new Map<string, SilentPerson[]>();
  for (const participant of people) {
    const invitation = invitationOf.get(participant._id);
    const silent =
      invitation && (await silenceOf(participant, invitation, conversationOf.get(participant._id), flows));
    if (!silent) continue;
    const { village = '' } = participant;
    villages.set(village, [...(villages.get(village) ?? []), silent]);
  }
  return [...villages].map(([village, some]) => ({ village, people: some, counts: countSilences(some) }));
}

async function silenceOf(
  participant: Participant,
  invitation: Invitation,
  conversation: Conversation | undefined,
  flows: FlowLibrary,
): Promise<SilentPerson | null> {
  if (participant.optedOutAt || participant.wrongPersonAt) return null;
  const { state, handled = [] } = conversation ?? {};
  if (state && handled.length > 0) {
    const facts = { status: state.status, submitted: state.submitted.length, lastMovedAt: new Date(0) };
    if (isFinished(facts)) return null;
    const flow = await flows.pinned(state.flow);
    return { participant, silence: 'stopped', question: questionNumber(flow, state) };
  }
  const silence = silenceByStatus[invitation.status];
  return silence ? { participant, silence, question: null } : null;
}

/** Queued ones are on their way; somebody who answered and has no talk is not silent. */
const silenceByStatus: Partial<Record<Invitation['status'], Silence>> = {
  'no-channel': 'not-delivered',
  failed: 'not-delivered',
  unknown: 'not-delivered',
  sent: 'not-read',
  delivered: 'not-read',
  read: 'read',
};

function countSilences(people: SilentPerson[]): Record<Silence, number> {
  const count = (silence: Silence) => people.filter((one) => one.silence === silence).length;
  return {
    'not-delivered': count('not-delivered'),
    'not-read': count('not-read'),
    read: count('read'),
    stopped: count('stopped'),
  };
}
