/** Whom a round invites, and who of them is left out and why. */
import type { ChannelName } from '../../channels/channel.ts';
import { type Destination, destinationOf, whyNotWrite } from '../../people/addresses.ts';
import { type Participant, ParticipantModel } from '../../people/participant.model.ts';
import type { Audience } from '../../rounds/audience.ts';
import type { Recipient } from '../model/invitations.ts';

/** Those an audience names, in the order of villages; whoever is not of any village yet, or has left their seat, is nobody's. */
export async function audienceOf(audience: Audience): Promise<Participant[]> {
  const { kecamatan, villages, offices: held } = audience;
  return ParticipantModel.find({
    leftAt: { $exists: false },
    refused: { $exists: false },
    village: villages.length > 0 ? { $in: villages } : { $exists: true },
    ...(kecamatan.length > 0 ? { kecamatan: { $in: kecamatan } } : {}),
    ...(held.length > 0 ? { office: { $in: held } } : {}),
  })
    .sort({ village: 1, rt: 1, _id: 1 })
    .lean();
}

/** Why somebody of the audience gets no invitation now. */
export const leftOutReasons = [
  'opted-out',
  'wrong-person',
  'no-channel',
  'other-channel',
  'already-invited',
  'already-finished',
  'already-talking',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface Selection {
  recipients: Recipient[];
  /** Those with no way to write to: their row waits for the personal link. */
  withoutDestination: Participant[];
  leftOut: Record<LeftOutReason, number>;
}

/** What is known of people in a round, by participant. */
export interface Standings {
  /** Has an invitation that was sent, is on its way, or nobody knows. */
  invited: ReadonlySet<string>;
  /** Has sent what they wanted to. */
  finished: ReadonlySet<string>;
  /** Has said something in this round. */
  talking: ReadonlySet<string>;
}

/** Parts an audience into who is invited now and who is not. Pure: the preview and the sending cannot differ. */
export function select(
  people: Participant[],
  audience: Pick<Audience, 'channels' | 'silentOnly'>,
  standings: Standings,
  served: readonly ChannelName[],
): Selection {
  const leftOut = Object.fromEntries(leftOutReasons.map((reason) => [reason, 0])) as Selection['leftOut'];
  const selection: Selection = { recipients: [], withoutDestination: [], leftOut };
  for (const participant of people) {
    const destination = destinationOf(participant, served);
    const reason = reasonToLeaveOut(participant, destination, audience, standings);
    if (reason) leftOut[reason] += 1;
    if (reason === 'no-channel') selection.withoutDestination.push(participant);
    if (!reason && destination) selection.recipients.push({ participant, destination });
  }
  return selection;
}

function reasonToLeaveOut(
  participant: Participant,
  destination: Destination | null,
  { channels, silentOnly }: Pick<Audience, 'channels' | 'silentOnly'>,
  { invited, finished, talking }: Standings,
): LeftOutReason | null {
  const { _id: id } = participant;
  const no = whyNotWrite(participant);
  if (no) return no === 'opted out' ? 'opted-out' : 'wrong-person';
  if (finished.has(id)) return 'already-finished';
  if (invited.has(id)) return 'already-invited';
  if (silentOnly && talking.has(id)) return 'already-talking';
  if (!destination) return 'no-channel';
  return channels.length > 0 && !channels.includes(destination.channel) ? 'other-channel' : null;
}
