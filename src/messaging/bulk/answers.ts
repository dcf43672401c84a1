/** Released answers on their way to their proposers: the rows say what is due, the sender of a channel sends it. */
import type { ChannelName } from '../../channels/channel.ts';
import {
  answersWithoutWay,
  forgetWay,
  giveWay,
  nextAnswers,
  roundsWithAnswers,
  settleAnswer,
  takeAnswer,
} from '../../proposals/answers.ts';
import type { Proposal } from '../../proposals/proposal.model.ts';
import { glimpse } from '../../proposals/submit.ts';
import { type Way, wayTo } from '../../rembuk/audience.ts';
import type { Participant } from '../../rembuk/participant.model.ts';
import { findParticipant } from '../../rembuk/participants.ts';
import { type DecentHours, decentHours } from '../../rembuk/quiet-hours.ts';
import { findRound, sendingPlan } from '../../rembuk/rounds.ts';
import type { House } from '../house.ts';
import type { Source } from './errand.ts';
import { hoursHold } from './holds.ts';
import type { Parcel } from './parcel.ts';

/** So many get their way at a time. */
const waysAtOnce = 200;

/** Decides by which channel each released answer goes. @param served all channels of the service */
async function giveAnswersTheirWay(served: readonly ChannelName[], house: House): Promise<void> {
  for (const { _id, participant } of await answersWithoutWay(waysAtOnce))
    await giveWay(_id, wayNow(await findParticipant(participant), served), house.now());
}

function wayNow(participant: Participant | null, served: readonly ChannelName[]): Way | null {
  if (!participant || participant.optedOutAt || participant.wrongPersonAt) return null;
  return wayTo(participant, served);
}

/** The answers of a channel that may be sent at this hour. @param served all channels of the service */
export function answerSource(channel: ChannelName, served: readonly ChannelName[], house: House): Source {
  return async (limit, except) => {
    await giveAnswersTheirWay(served, house);
    const hoursOf = await decentRounds(channel, house);
    if (hoursOf.size === 0) return [];
    const proposals = await nextAnswers(channel, [...hoursOf.keys()], limit, except);
    return proposals.map((proposal) => ({
      id: proposal._id,
      hours: hoursOf.get(proposal.rembuk) ?? null,
      parcel: () => answerParcel(proposal, house),
      note: async () => {},
    }));
  };
}

/** The rounds of which answers wait and may be sent now, with their hours. */
async function decentRounds(channel: ChannelName, house: House): Promise<Map<string, DecentHours | null>> {
  const hoursOf = new Map<string, DecentHours | null>();
  for (const id of await roundsWithAnswers(channel)) {
    const round = await findRound(id);
    // The round may be over by now; people sleep at the same hours.
    const hours = round ? sendingPlan(round).hours : decentHours;
    if (!hoursHold({ hours }, house.now(), house.timeZone)) hoursOf.set(id, hours);
  }
  return hoursOf;
}

/** Writes the message of a released answer; null where its proposer may not be written to that way any more. */
async function answerParcel(proposal: Proposal, house: House): Promise<Parcel | null> {
  const { _id: id } = proposal;
  const { channel, address = '' } = proposal.decision?.delivery ?? {};
  const participant = await findParticipant(proposal.participant);
  if (!participant || !channel || wayNow(participant, [channel])?.address !== address) {
    await forgetWay(id);
    return null;
  }
  const text = house.engine.renderAnswer(participant.locale, glimpse(proposal), house.timeZone);
  return {
    id,
    address,
    messages: [{ text, choices: [] }],
    firstContact: false,
    take: (now) => takeAnswer(id, now),
    giveBack: () => settleAnswer(id, { status: 'queued' }, house.now()),
    sent: (at) => settleAnswer(id, { status: 'sent' }, at),
    failed: (reason, refusedAt) =>
      settleAnswer(
        id,
        { status: 'failed', reason, ...(refusedAt ? { refused: true } : {}) },
        refusedAt ?? house.now(),
      ),
    unknown: (reason) => settleAnswer(id, { status: 'unknown', reason }, house.now()),
  };
}
