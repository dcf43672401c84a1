import type { Channel } from '../../channels/channel.ts';
import type { DecentHours } from '../../rembuk/quiet-hours.ts';
import type { Desk } from './desk.ts';
import { estimateEnd } from './estimate.ts';
import { readFacts } from './facts.ts';
import { bulkGap } from './rate.ts';

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
  const { bulkGap: gap, bulkPerSecond } = limits;
  const paced = {
    ...load,
    gapMs: gap ? gap.everyMs + gap.jitterMs / 2 : bulkGap({ perSecond: bulkPerSecond, reserved: 1 }),
  };
  if (!gap) return estimateEnd(paced, startsAt, hours, desk.timeZone);
  const told = (await desk.statuses()).find((one) => one.name === name);
  const status = () => told ?? { state: 'stopped' as const, since: '' };
  const facts = await readFacts({ name, status }, desk.caution, desk.now(), desk.timeZone);
  const caution = { ...facts, rules: desk.caution };
  return estimateEnd({ ...paced, caution }, startsAt, hours, desk.timeZone);
}
