/** Released answers on their way to their proposers: the rows say what is due, the dispatcher of a channel sends it. */
import type { ChannelName } from '../../channels/channel.ts';
import { type Destination, destinationOf } from '../../people/addresses.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import { glimpseAnswered } from '../../proposals/submit.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import {
  answerDeliveries,
  answersWithoutDestination,
  assignDestination,
  clearDestination,
  nextAnswers,
  roundsWithAnswers,
} from '../model/answers.ts';
import type { OutreachRuntime } from '../runtime.ts';
import { decentRounds } from './decent-rounds.ts';

interface DueAnswer extends DueDelivery {
  proposal: Proposal;
}

/** The answers of a channel that may be sent at this hour. @param served all channels of the service */
export function answerSource(
  channel: ChannelName,
  served: readonly ChannelName[],
  runtime: OutreachRuntime,
): DeliverySource<DueAnswer> {
  return {
    kind: 'answers',
    rows: answerDeliveries,
    async due(limit) {
      await assignDestinations(served, runtime);
      const hoursOf = await decentRounds(await roundsWithAnswers(channel), runtime);
      if (hoursOf.size === 0) return [];
      const proposals = await nextAnswers(channel, [...hoursOf.keys()], limit);
      return proposals.map((proposal) => ({
        id: proposal._id,
        hours: hoursOf.get(proposal.round) ?? null,
        proposal,
      }));
    },
    arrived: ({ proposal }) => {
      if (proposal.decision?.lacks) runtime.reopenDue?.();
    },
    prepare: ({ proposal }, taker) => prepareAnswer(proposal, taker, runtime),
  };
}

/** So many get their way at a time. */
const assignedAtOnce = 200;

/** Decides by which channel each released answer goes. @param served all channels of the service */
async function assignDestinations(served: readonly ChannelName[], runtime: OutreachRuntime): Promise<void> {
  for (const { _id, participant } of await answersWithoutDestination(assignedAtOnce, runtime.now()))
    await assignDestination(_id, destinationNow(await findParticipant(participant), served), runtime.now());
}

const destinationNow = (
  participant: Participant | null,
  served: readonly ChannelName[],
): Destination | null => participant && destinationOf(participant, served);

/** Writes the message of a released answer; null where its proposer may not be written to that way any more. */
async function prepareAnswer(
  proposal: Proposal,
  taker: string,
  runtime: OutreachRuntime,
): Promise<PreparedDelivery | null> {
  const { _id: id } = proposal;
  const { channel, address = '' } = proposal.decision?.delivery ?? {};
  const participant = await findParticipant(proposal.participant);
  if (!participant || !channel || destinationNow(participant, [channel])?.address !== address) {
    await clearDestination(id, taker);
    return null;
  }
  const text = runtime.engine.renderAnswer(participant.locale, glimpseAnswered(proposal), runtime.timeZone);
  return { id, address, messages: [{ text, choices: [] }], firstContact: false };
}
