/** What a sending would do, before anything is sent: how many, by which way, who is left out, what may go wrong. */

import type { ChannelName } from '../../channels/channel.ts';
import { nextDecent } from '../../rounds/quiet-hours.ts';
import type { Round } from '../../rounds/round.model.ts';
import { messageOf, sendingPlan } from '../../rounds/rounds.ts';
import { fieldsOf } from '../../rounds/template.ts';
import type { Locale } from '../../texts/locales.ts';
import { dayAround, endOfDay } from '../../time/local-time.ts';
import type { Broadcast } from '../model/broadcast.model.ts';
import { runningBroadcast } from '../model/broadcasts.ts';
import type { Recipient } from '../model/invitations.ts';
import { audienceOf, type Selection, select } from './audience.ts';
import { firstContactsOf, readStandings } from './broadcast-clock.ts';
import { composeInvitation } from './compose-invitation.ts';
import { endOfLoad } from './end-of-load.ts';
import { readLetter } from './letters.ts';
import { longestRun } from './number-runs.ts';
import type { Desk } from './planner.ts';

/** A remark by its text key below `invitation.warning` or `invitation.blocker`. */
export interface Remark {
  key: string;
  params?: Record<string, string | number>;
}

export interface ByChannel {
  channel: ChannelName;
  count: number;
  firstContacts: number;
  endsAt: Date;
}

export interface Preview {
  audience: number;
  recipients: number;
  byChannel: ByChannel[];
  leftOut: Selection['leftOut'];
  samples: { name: string; channel: ChannelName; locale: Locale; text: string; letter?: string }[];
  startsAt: Date;
  endsAt: Date;
  warnings: Remark[];
  /** Not to be overridden: while there is one, nothing is sent. */
  blockers: Remark[];
}

/** So many numbers one after the other are a made-up list, and networks take them for one. */
const suspiciousRun = 250;
const mostSamples = 4;
const dayMs = 24 * 3600_000;

export async function previewInvitations(
  round: Round,
  plan: Partial<Pick<Broadcast, 'at'>>,
  desk: Desk,
): Promise<Preview> {
  const now = desk.now();
  const { audience, hours } = sendingPlan(round);
  const served = desk.channels.map(({ name }) => name);
  const people = await audienceOf(audience);
  const selection = select(people, audience, await readStandings(round._id), served);
  const { recipients } = selection;
  const strangers = await firstContactsOf(recipients);
  const startsAt = nextDecent(
    new Date(Math.max(now.getTime(), plan.at?.getTime() ?? 0)),
    hours,
    desk.timeZone,
  );
  const statuses = await desk.statuses();
  const byChannel = await countByChannel(recipients, strangers, startsAt, round, desk);
  const endsAt = new Date(Math.max(startsAt.getTime(), ...byChannel.map((one) => one.endsAt.getTime())));
  const sampled = await renderSamples(round, recipients, desk);
  const facts = { recipients, byChannel, startsAt, endsAt, statuses };
  return {
    audience: people.length,
    recipients: recipients.length,
    byChannel,
    leftOut: selection.leftOut,
    samples: sampled,
    startsAt,
    endsAt,
    warnings: warningsOf(round, facts, desk),
    blockers: await blockersOf(round, { ...facts, texts: sampled.map(({ text }) => text) }, desk),
  };
}

/** What forbids to try invitations again: all that forbids a sending, but that nobody new would be invited. */
export async function retryBlockers(round: Round, desk: Desk): Promise<Remark[]> {
  return (await previewInvitations(round, {}, desk)).blockers.filter(({ key }) => key !== 'nobody');
}

async function countByChannel(
  recipients: Recipient[],
  strangers: ReadonlySet<string>,
  startsAt: Date,
  round: Round,
  desk: Desk,
): Promise<ByChannel[]> {
  const { hours } = sendingPlan(round);
  const rows = desk.channels.map(async (channel): Promise<ByChannel> => {
    const his = recipients.filter(({ destination }) => destination.channel === channel.name);
    const firstContacts = his.filter(({ participant }) => strangers.has(participant._id)).length;
    const count = his.length;
    const endsAt = await endOfLoad(channel, { count, firstContacts }, startsAt, hours, desk);
    return { channel: channel.name, count, firstContacts, endsAt };
  });
  return (await Promise.all(rows)).filter(({ count }) => count > 0);
}

/** One message for each channel and language, word for word as it would arrive. */
async function renderSamples(round: Round, recipients: Recipient[], desk: Desk): Promise<Preview['samples']> {
  const kinds = new Map(
    recipients.map((one) => [`${one.destination.channel} ${one.participant.locale}`, one] as const).reverse(),
  );
  const flow = await desk.flows.current(round.flow);
  const message = messageOf(round);
  const chosen = [...kinds.values()].reverse().slice(0, mostSamples);
  return Promise.all(
    chosen.map(async ({ participant, destination }) => {
      const { locale, name } = participant;
      const context = await desk.contexts.context(participant, round, locale);
      const { replies } = composeInvitation(
        { ...desk, flow },
        { message, lastDay: round.lastDay },
        locale,
        context,
      );
      const text = replies.map((reply) =>
        [reply.text, ...reply.choices.map(({ label }, n) => `${n + 1}. ${label}`)].join('\n'),
      );
      const letter = message.letter?.name;
      return {
        name,
        channel: destination.channel,
        locale,
        text: text.join('\n\n'),
        ...(letter ? { letter } : {}),
      };
    }),
  );
}

interface Facts {
  recipients: Recipient[];
  byChannel: ByChannel[];
  startsAt: Date;
  endsAt: Date;
  statuses: Awaited<ReturnType<Desk['statuses']>>;
}

function warningsOf(
  round: Round,
  { recipients, byChannel, startsAt, endsAt, statuses }: Facts,
  desk: Desk,
): Remark[] {
  const warnings: Remark[] = [];
  const days = Math.ceil((dayAround(endsAt, desk.timeZone).end.getTime() - startsAt.getTime()) / dayMs);
  if (days > 1) warnings.push({ key: 'takes-days', params: { days } });
  if (startsAt.getTime() > desk.now().getTime() + 60_000) warnings.push({ key: 'starts-later' });
  if (round.lastDay && endsAt > endOfDay(round.lastDay, desk.timeZone))
    warnings.push({ key: 'ends-after-round' });
  const run = longestRun(recipients.map(({ destination }) => destination.address));
  if (run >= suspiciousRun) warnings.push({ key: 'sequential', params: { count: run } });
  const careful = byChannel.find(
    ({ channel }) => desk.channels.find(({ name }) => name === channel)?.limits.outreachGap,
  );
  if (careful && careful.firstContacts > 0)
    warnings.push({ key: 'first-contacts', params: { count: careful.firstContacts } });
  for (const { channel } of byChannel)
    if (statuses.find(({ name }) => name === channel)?.state !== 'ready')
      warnings.push({ key: 'channel-not-ready', params: { channel } });
  const usesRt = Object.values(messageOf(round).texts).some((text) => text && fieldsOf(text).includes('rt'));
  const withoutRt = recipients.filter(({ participant }) => !participant.rt).length;
  if (usesRt && withoutRt > 0) warnings.push({ key: 'empty-rt', params: { count: withoutRt } });
  return warnings;
}

async function blockersOf(round: Round, facts: Facts & { texts: string[] }, desk: Desk): Promise<Remark[]> {
  const blockers: Remark[] = [];
  const message = messageOf(round);
  const used = new Set(Object.values(message.texts).flatMap((text) => (text ? fieldsOf(text) : [])));
  if (round.status !== 'open') blockers.push({ key: 'round-closed' });
  if (desk.channels.length === 0) blockers.push({ key: 'no-channel' });
  if (facts.recipients.length === 0) blockers.push({ key: 'nobody' });
  if (await runningBroadcast(round._id)) blockers.push({ key: 'running' });
  if (used.has('tempat') && !message.place) blockers.push({ key: 'no-place' });
  if (used.has('waktu') && !message.time) blockers.push({ key: 'no-time' });
  if (used.has('tanggal_akhir') && !round.lastDay) blockers.push({ key: 'no-last-day' });
  if (round.lastDay && facts.startsAt > endOfDay(round.lastDay, desk.timeZone))
    blockers.push({ key: 'starts-after-round' });
  const most = Math.min(...desk.channels.map(({ limits }) => limits.textLength));
  if (facts.texts.some((text) => text.length > most)) blockers.push({ key: 'too-long', params: { most } });
  const readable = message.letter
    ? await readLetter(desk.mediaDir, message.letter).then(
        () => true,
        () => false,
      )
    : true;
  if (!readable) blockers.push({ key: 'letter-missing' });
  return blockers;
}
