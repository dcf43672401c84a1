import { setTimeout as sleep } from 'node:timers/promises';
import { BroadcastModel } from '../../src/outreach/model/broadcast.model.ts';
import { type Invitation, InvitationModel } from '../../src/outreach/model/invitation.model.ts';
import { markArrived } from '../../src/outreach/model/invitations.ts';

/**
 * Decides as staff would after asking people: an invitation that is `unknown` and did arrive is marked so; only the
 * rest may then be tried again. Returns those that were in doubt.
 * @param arrived how often something came to an address, by what the network itself says
 */
export async function settleUncertain(arrived: (address: string) => number): Promise<Invitation[]> {
  const uncertain = await InvitationModel.find({ status: 'unknown' }).lean();
  for (const { _id, address = '' } of uncertain) if (arrived(address) > 0) await markArrived(_id, new Date());
  return uncertain;
}

/** Waits until no sending is under way any more. @throws Error after four minutes */
export async function untilAllSent(): Promise<void> {
  await until(async () => (await BroadcastModel.exists({ running: true })) === null, 'the end of a sending');
}

/** @throws Error after four minutes */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const deadline = performance.now() + 240_000; performance.now() < deadline; await sleep(10))
    if (await holds()) return;
  throw new Error(`Not within four minutes: ${what}`);
}
