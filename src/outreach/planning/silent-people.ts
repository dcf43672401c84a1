/** Finds who is silent in a round, from invitations, talks and what the seats have sent. */

import { questionNumber } from '../../conversation/engine.ts';
import { type Participant, ParticipantModel } from '../../people/participant.model.ts';
import { quotaKey } from '../../people/seats.ts';
import { ProposalModel } from '../../proposals/proposal.model.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { type Conversation, ConversationModel } from '../../talks/conversation.model.ts';
import type { FlowLibrary } from '../../talks/flow-versions.ts';
import { type Scope, within } from '../../users/scope.ts';
import { type Invitation, InvitationModel } from '../model/invitation.model.ts';
import { type SilentPerson, type Stop, silenceOf } from './silence.ts';

/** What the people looked at are narrowed by; absent means all of the scope. */
export interface SilentFilter {
  kecamatan?: string | undefined;
  village?: string | undefined;
}

type Talk = Pick<Conversation, '_id' | 'state'>;

/**
 * Those who hold a seat now, were invited, and of whose seat nothing has come, in the order of villages and RT. Who said
 * STOP or "bukan saya" is not called; nor is the holder of a seat for which somebody has sent a proposal already.
 */
export async function findSilent(
  roundId: RoundId,
  { kecamatan, village }: SilentFilter,
  scope: Scope,
  flows: FlowLibrary,
): Promise<SilentPerson[]> {
  const people = await ParticipantModel.find({
    leftAt: { $exists: false },
    optedOutAt: { $exists: false },
    wrongPersonAt: { $exists: false },
    village: village ?? { $exists: true },
    $and: [within(scope), kecamatan ? { kecamatan } : {}],
  })
    .sort({ village: 1, rt: 1, name: 1, _id: 1 })
    .lean();
  const ids = people.map(({ _id }) => _id);
  const [invitations, talks, heard] = await Promise.all([
    InvitationModel.find(
      { round: roundId, participant: { $in: ids } },
      { participant: 1, status: 1, reason: 1 },
    ).lean(),
    // One that was only made ready with the invitation has heard nothing.
    ConversationModel.find(
      { _id: { $in: ids }, round: roundId, 'handled.0': { $exists: true }, state: { $ne: null } },
      { state: 1 },
    ).lean<Talk[]>(),
    ProposalModel.distinct('quotaKey', { round: roundId, status: { $ne: 'withdrawn' } }),
  ]);
  const invitationOf = new Map(invitations.map((one) => [one.participant, one]));
  const talkOf = new Map(talks.map((one) => [one._id, one]));
  const seatsHeard = new Set(heard);
  const found: SilentPerson[] = [];
  for (const participant of people) {
    const invitation = invitationOf.get(participant._id);
    if (!invitation || seatsHeard.has(quotaKey(participant))) continue;
    const silent = await judge(participant, invitation, talkOf.get(participant._id)?.state ?? null, flows);
    if (silent) found.push(silent);
  }
  return found;
}

async function judge(
  participant: Participant,
  { status, reason }: Pick<Invitation, 'status' | 'reason'>,
  state: Talk['state'],
  flows: FlowLibrary,
): Promise<SilentPerson | null> {
  const talk = state && { status: state.status, submitted: state.submitted.length };
  const silence = silenceOf(status, talk);
  if (!silence) return null;
  const why = silence === 'not-delivered' ? (status === 'failed' ? (reason ?? '') : status) : '';
  return {
    participant,
    silence,
    why,
    stop: state && silence === 'stopped' ? await stopOf(state, flows) : null,
  };
}

async function stopOf(state: NonNullable<Talk['state']>, flows: FlowLibrary): Promise<Stop> {
  const flow = await flows.pinned(state.flow);
  const question = questionNumber(flow, state);
  const at = question !== null ? 'question' : state.step === flow.start ? 'start' : 'end';
  return { at, question, of: flow.questions, later: state.status === 'later' };
}
