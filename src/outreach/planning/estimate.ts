/** When a sending will be over, given rate, send limits and quiet hours. Pure; the preview says it before anything is sent. */

import { type DecentHours, decentUntil, nextDecent } from '../../rounds/quiet-hours.ts';
import { dayAround } from '../../time/local-time.ts';
import { type SendLimits, stepAt } from './send-limits.ts';

export interface Load {
  /** Invitations of one channel, and how many of them go to people who have never written. */
  count: number;
  firstContacts: number;
  /** Milliseconds between two of them. */
  gapMs: number;
  /** Caps of a careful network, and what it has sent today already. */
  sendLimits?: { rules: SendLimits; linkedAt: Date | null; sentToday: number; firstContactsToday: number };
}

/** A year: what takes longer is not worth counting out. */
const mostDays = 366;

/** The instant at which the last one leaves; `start` when there is none. Answers and failures are not foreseen. */
export function estimateEnd(load: Load, start: Date, hours: DecentHours | null, timeZone: string): Date {
  let at = nextDecent(start, hours, timeZone);
  if (load.count === 0) return start;
  if (!load.sendLimits) return walk(at, load.count * load.gapMs, hours, timeZone);
  const { rules, linkedAt } = load.sendLimits;
  let strangers = load.firstContacts;
  let known = load.count - strangers;
  let { sentToday, firstContactsToday } = load.sendLimits;
  for (let day = 0; day < mostDays; day += 1) {
    const step = stepAt(rules, linkedAt, at);
    const room = Math.max(0, step.perDay - sentToday);
    const knownNow = Math.min(known, room);
    const strangersNow = Math.min(
      strangers,
      room - knownNow,
      Math.max(0, step.firstContacts - firstContactsToday),
    );
    known -= knownNow;
    strangers -= strangersNow;
    const end = walk(at, (knownNow + strangersNow) * load.gapMs, hours, timeZone);
    if (known + strangers === 0) return end;
    at = nextDecent(dayAround(end, timeZone).end, hours, timeZone);
    sentToday = 0;
    firstContactsToday = 0;
  }
  return at;
}

/** Lets so much time pass, counting only hours in which people may be written to. */
function walk(from: Date, ms: number, hours: DecentHours | null, timeZone: string): Date {
  let at = from;
  let left = ms;
  for (;;) {
    const until = decentUntil(at, hours, timeZone);
    const there = until ? until.getTime() - at.getTime() : left;
    if (!until || left <= there) return new Date(at.getTime() + left);
    left -= there;
    at = nextDecent(until, hours, timeZone);
  }
}
