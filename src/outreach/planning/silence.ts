/** "RT sunyi": who was invited and has not sent anything yet, told apart by what helps them. Pure. */
import type { ConversationStatus } from '../../conversation/types.ts';
import type { Participant } from '../../people/participant.model.ts';
import type { InvitationStatus } from '../model/invitation.model.ts';
import { isFinished } from './reminder-rule.ts';

/** From the farthest to the nearest: a phone number to mend, a visit, a call, a word of encouragement. */
export const silences = ['not-delivered', 'not-read', 'read', 'stopped'] as const;
export type Silence = (typeof silences)[number];

/** How their talk stands, where they have said anything in this round. */
export interface TalkFacts {
  status: ConversationStatus;
  submitted: number;
}

/** Where somebody stopped; `question` is null before the first one and after the last. */
export interface Stop {
  at: 'start' | 'question' | 'end';
  question: number | null;
  /** Questions of the flow. */
  of: number;
  /** They have said that they will go on later. */
  later: boolean;
}

/** One person who is silent, for the call list of their village's office. */
export interface SilentPerson {
  participant: Participant;
  silence: Silence;
  /** Why it did not arrive: a reason as kept with the invitation, `no-channel` or `unknown`; else empty. */
  why: string;
  stop: Stop | null;
}

/** What is on its way is nobody's silence yet. */
const byStatus: Partial<Record<InvitationStatus, Silence>> = {
  'no-channel': 'not-delivered',
  failed: 'not-delivered',
  unknown: 'not-delivered',
  sent: 'not-read',
  delivered: 'not-read',
  read: 'read',
  // They have agreed, and their talk is gone: the seat's next holder, or a talk of another round.
  answered: 'read',
};

/**
 * How somebody is silent; null where they are not: they have sent their proposal, said no, or their invitation is on its way.
 * @param talk null where they have said nothing in this round
 */
export function silenceOf(status: InvitationStatus, talk: TalkFacts | null): Silence | null {
  if (!talk) return byStatus[status] ?? null;
  return isFinished({ ...talk, lastMovedAt: new Date(0) }) ? null : 'stopped';
}

/** How many are silent in which way. */
export function countSilences(people: readonly SilentPerson[]): Record<Silence, number> {
  const counts = silences.map((silence) => [silence, people.filter((one) => one.silence === silence).length]);
  return Object.fromEntries(counts) as Record<Silence, number>;
}
