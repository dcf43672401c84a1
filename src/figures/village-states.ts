/** How each village of the district stands in a round, for the map. Pure. */
import type { RoundFacts } from './facts.ts';
import type { AreaTally } from './tally.ts';

/**
 * `late`: an answer is overdue; `waiting`: proposals wait for theirs; `answered`: all have it; `silent`: somebody was
 * invited and nothing has come; `uninvited`: nobody was.
 */
export const villageStates = ['late', 'waiting', 'answered', 'silent', 'uninvited'] as const;
export type VillageState = (typeof villageStates)[number];

/** @param tally of the village; absent where nothing has come */
export function villageState(tally: AreaTally | undefined, invited: boolean): VillageState {
  if (!tally || tally.proposals === 0) return invited ? 'silent' : 'uninvited';
  if (tally.late > 0) return 'late';
  return tally.clock.delivered === tally.proposals ? 'answered' : 'waiting';
}

/** The villages where somebody was invited who holds their seat still. */
export function invitedVillages({ invitations, people }: RoundFacts): ReadonlySet<string> {
  const villages = new Set<string>();
  for (const { participant } of invitations.values()) {
    const person = people.get(participant);
    if (person?.village && !person.left) villages.add(person.village);
  }
  return villages;
}
