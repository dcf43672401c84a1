/** Whom a round invites, and who of them is left out and why. */
import { z } from 'zod';
import { type ChannelName, channelNames } from '../channels/channel.ts';
import { offices, type Participant, ParticipantModel } from './participant.model.ts';

const code = z.string().max(20);

/** Each list empty means "all". */
export const audienceSchema = z.strictObject({
  kecamatan: z.array(code).max(200).default([]),
  villages: z.array(code).max(2_000).default([]),
  offices: z.array(z.enum(offices)).default([]),
  channels: z.array(z.enum(channelNames)).default([]),
  /** Only those who have not said anything in this round yet. */
  silentOnly: z.boolean().default(true),
});
export type Audience = z.infer<typeof audienceSchema>;

export const everybody: Audience = audienceSchema.parse({});

/** Where a message to somebody goes. */
export interface Way {
  channel: ChannelName;
  address: string;
}

/** Telegram first: it forbids nobody to write to who has pressed Start, where WhatsApp bans for it. */
const preference: ChannelName[] = ['telegram', 'whatsapp', 'simulator'];

/**
 * The address to invite somebody at. A Telegram address is known only of who has pressed Start, so the bot may
 * write to it; a WhatsApp address may come from a list.
 * @param served the channels that this service has
 */
export function wayTo(participant: Participant, served: readonly ChannelName[]): Way | null {
  const refused = new Set(participant.unreachable.map((entry) => entry.address));
  const addresses = (participant.addresses ?? []).filter((address) => !refused.has(address));
  for (const channel of preference) {
    const address = served.includes(channel) && addresses.find((one) => one.startsWith(`${channel}:`));
    if (address) return { channel, address };
  }
  return null;
}

/** Those an audience names, in the order of villages; whoever is not of any village yet, or has left his seat, is nobody's. */
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

export interface Recipient {
  participant: Participant;
  way: Way;
}

export interface Selection {
  recipients: Recipient[];
  /** Those with no way to write to: their row waits for the personal link. */
  withoutWay: Participant[];
  leftOut: Record<LeftOutReason, number>;
}

/** What is known of people in a round, by participant. */
export interface Standings {
  /** Has an invitation that was sent, is on its way, or nobody knows. */
  invited: ReadonlySet<string>;
  /** Has sent what he wanted to. */
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
  const selection: Selection = { recipients: [], withoutWay: [], leftOut };
  for (const participant of people) {
    const way = wayTo(participant, served);
    const reason = reasonToLeaveOut(participant, way, audience, standings);
    if (reason) leftOut[reason] += 1;
    if (reason === 'no-channel') selection.withoutWay.push(participant);
    if (!reason && way) selection.recipients.push({ participant, way });
  }
  return selection;
}

function reasonToLeaveOut(
  participant: Participant,
  way: Way | null,
  { channels, silentOnly }: Pick<Audience, 'channels' | 'silentOnly'>,
  { invited, finished, talking }: Standings,
): LeftOutReason | null {
  const { _id: id } = participant;
  if (participant.optedOutAt) return 'opted-out';
  if (participant.wrongPersonAt) return 'wrong-person';
  if (finished.has(id)) return 'already-finished';
  if (invited.has(id)) return 'already-invited';
  if (silentOnly && talking.has(id)) return 'already-talking';
  if (!way) return 'no-channel';
  return channels.length > 0 && !channels.includes(way.channel) ? 'other-channel' : null;
}
