import type { Channel } from '../../channels/channel.ts';
import type { DecentHours } from '../../rounds/quiet-hours.ts';
import { estimateEnd } from './estimate.ts';
import type { Desk } from './planner.ts';
import { outreachGap } from './rate.ts';
import { readUsage } from './usage.ts';

/**
 * When a channel will have sent so many invitations, given its pace, what it has sent already, and the decent hours.
 * @param load how many there are, and how many of them go to people who have never written
 */
export async function endOfLoad(
  { name, limits }: Pick<Channel, 'name' | 'limits'>,
  load: { count: number; firstContacts: number },
  startsAt: Date,
  hours: DecentHours | null,
  desk: Desk,
): Promise<Date> {
  const { outreachGap: gap, outreachPerSecond } = limits;
  const rateLimited = {
    ...load,
    gapMs: gap ? gap.everyMs + gap.jitterMs / 2 : outreachGap({ perSecond: outreachPerSecond, reserved: 1 }),
  };
  if (!gap) return estimateEnd(rateLimited, startsAt, hours, desk.timeZone);
  const told = (await desk.statuses()).find((one) => one.name === name);
  const status = () => told ?? { state: 'stopped' as const, since: '' };
  const facts = await readUsage({ name, status }, desk.sendLimits, desk.now(), desk.timeZone);
  const sendLimits = { ...facts, rules: desk.sendLimits };
  return estimateEnd({ ...rateLimited, sendLimits }, startsAt, hours, desk.timeZone);
}
