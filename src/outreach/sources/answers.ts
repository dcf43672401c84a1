/** Released answers on their way to their proposers: the rows say what is due, the dispatcher of a channel sends it. */
import type { ChannelName } from '../../channels/channel.ts';
import { type Destination, destinationOf } from '../../people/addresses.ts';
import type { Participant } from '../../people/participant.model.ts';
import { findParticipant } from '../../people/participants.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import { glimpseAnswered } from '../../proposals/submit.ts';
import { type DecentHours, decentHours } from '../../rounds/quiet-hours.ts';
import { findRound, sendingPlan } from '../../rounds/rounds.ts';
import type { DeliverySource, DueDelivery, PreparedDelivery } from '../dispatch/delivery-source.ts';
import { hoursHold } from '../dispatch/holds.ts';
import {
  answerDeliveries,
  answersWithoutDestination,
  assignDestination,
  clearDestination,
  nextAnswers,
  roundsWithAnswers,
} from '../model/answers.ts';
import type { OutreachRuntime } from '../runtime.ts';

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
      const hoursOf = await decentRounds(channel, runtime);
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
  for (const { _id, participant } of await answersWithoutDestination(assignedAtOnce))
    await assignDestination(_id, destinationNow(await findParticipant(participant), served), runtime.now());
}

const destinationNow = (
  participant: Participant | null,
  served: readonly ChannelName[],
): Destination | null => participant && destinationOf(participant, served);

/** The rounds of which answers wait and may be sent now, with their hours. */
async function decentRounds(
  channel: ChannelName,
  runtime: OutreachRuntime,
): Promise<Map<string, DecentHours | null>> {
  const hoursOf = new Map<string, DecentHours | null>();
  for (const id of await roundsWithAnswers(channel)) {
    const round = await findRound(id);
    // The round may be over by now; people sleep at the same hours.
    const hours = round ? sendingPlan(round).hours : decentHours;
    if (!hoursHold({ hours }, runtime.now(), runtime.timeZone)) hoursOf.set(id, hours);
  }
  return hoursOf;
}

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
