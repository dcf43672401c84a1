import { type DecentHours, decentHours } from '../../rounds/quiet-hours.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { findRound, sendingPlan } from '../../rounds/rounds.ts';
import { hoursHold } from '../dispatch/holds.ts';
import type { OutreachRuntime } from '../runtime.ts';

/** Those of some rounds whose people may be written to now, with the hours at which they may. */
export async function decentRounds(
  rounds: readonly RoundId[],
  { now, timeZone }: Pick<OutreachRuntime, 'now' | 'timeZone'>,
): Promise<Map<string, DecentHours | null>> {
  const hoursOf = new Map<string, DecentHours | null>();
  for (const id of rounds) {
    const round = await findRound(id);
    // The round may be over by now; people sleep at the same hours.
    const hours = round ? sendingPlan(round).hours : decentHours;
    if (!hoursHold({ hours }, now(), timeZone)) hoursOf.set(id, hours);
  }
  return hoursOf;
}
