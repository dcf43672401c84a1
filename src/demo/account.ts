/** What came of a rembuk, read from the database and from people's phones; nothing is estimated. */

import { type Invitation, InvitationModel } from '../outreach/model/invitation.model.ts';
import { type Participant, ParticipantModel } from '../people/participant.model.ts';
import { type Proposal, ProposalModel } from '../proposals/proposal.model.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { type Conversation, ConversationModel } from '../talks/conversation.model.ts';
import type { FlowLibrary } from '../talks/flow-versions.ts';
import { MessageModel } from '../talks/message.model.ts';

/** Where each participant's talk has come to; everybody is in exactly one of these. */
export type Fate =
  | { kind: 'finished' }
  | { kind: 'stopped-at'; question: number }
  | { kind: 'stopped-before-sending' }
  | { kind: 'later' | 'wrong-person' | 'left' }
  | { kind: 'never-answered' }
  | { kind: 'not-invited' };

/** All that is known of one participant. */
export interface Standing {
  participant: Participant;
  invitation: Invitation | undefined;
  conversation: Conversation | undefined;
  /** Their proposals, in the order they sent them. */
  proposals: Proposal[];
  /** How many messages of theirs were taken in, and how many of them were handled. */
  messages: { stored: number; handled: number };
  fate: Fate;
}

/** Gathers what the database holds of everybody in a round. */
export async function gather(roundId: RoundId, flows: FlowLibrary): Promise<Standing[]> {
  const [participants, invitations, conversations, proposals, messages] = await Promise.all([
    ParticipantModel.find().sort({ name: 1 }).lean(),
    InvitationModel.find({ round: roundId }).lean(),
    ConversationModel.find().lean(),
    ProposalModel.find({ round: roundId }).sort({ submittedAt: 1, _id: 1 }).lean(),
    MessageModel.find({}, { address: 1, handledAt: 1 }).lean(),
  ]);
  const invitationOf = new Map(invitations.map((invitation) => [invitation.participant, invitation]));
  const conversationOf = new Map(conversations.map((conversation) => [conversation._id, conversation]));
  return Promise.all(
    participants.map(async (participant) => {
      const conversation = conversationOf.get(participant._id);
      const his = messages.filter(({ address }) => participant.addresses?.includes(address));
      return {
        participant,
        invitation: invitationOf.get(participant._id),
        conversation,
        proposals: proposals.filter((proposal) => proposal.participant === participant._id),
        messages: { stored: his.length, handled: his.filter((one) => one.handledAt).length },
        fate: await fateOf(conversation, flows),
      };
    }),
  );
}

async function fateOf(conversation: Conversation | undefined, flows: FlowLibrary): Promise<Fate> {
  const state = conversation?.state;
  if (!state) return { kind: 'not-invited' };
  switch (state.status) {
    case 'done':
      return { kind: 'finished' };
    case 'later':
    case 'wrong-person':
      return { kind: state.status };
    case 'stopped':
      return { kind: 'left' };
    case 'open': {
      // A proposal was sent and nothing of the next one answered: they have finished without saying so.
      const flow = await flows.pinned(state.flow);
      const question = state.step ? flow.steps[state.step]?.number : undefined;
      if (question !== undefined) return { kind: 'stopped-at', question };
      if (state.step === flow.start) return { kind: 'never-answered' };
      return state.submitted.length > 0 ? { kind: 'finished' } : { kind: 'stopped-before-sending' };
    }
  }
}

/** A stored proposal, and the issue that its author had labelled it with before any classifier read it. */
export interface Labelled {
  proposal: Proposal;
  label: string | undefined;
}

/**
 * Proposals by the classifier's word: how many it filed by itself, of these how many as they are labelled and how many
 * not, and how many it asks about.
 */
export interface IssueCount {
  issue: string;
  proposals: number;
  filed: number;
  right: number;
  wrong: number;
  asked: number;
}

/** @param issues keys in the order they are shown; `none` is added, and what waits for the classifier */
export function countByIssue(labelled: Labelled[], issues: string[]): IssueCount[] {
  const rows = [...issues, 'none', 'not classified'].map((issue) => {
    const ofIssue = labelled.filter(
      ({ proposal }) => (proposal.classification?.primary ?? 'not classified') === issue,
    );
    const filed = ofIssue.filter(({ proposal }) => proposal.classification?.decision === 'file');
    const right = filed.filter(({ label }) => label === issue).length;
    return {
      issue,
      proposals: ofIssue.length,
      filed: filed.length,
      right,
      wrong: filed.length - right,
      asked: ofIssue.length - filed.length,
    };
  });
  return rows.filter((row) => row.issue !== 'not classified' || row.proposals > 0);
}

/** The value below which a share of the values lies (nearest rank). Null for no values. */
export function percentile(values: number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
