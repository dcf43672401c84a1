/** The way of people through a round, from the invitation to the answer in their hands, and where they stop. Pure. */

import type { Row } from '../proposals/rows.ts';
import { covers, type Scope } from '../users/scope.ts';
import type { RoundFacts, TalkFacts } from './facts.ts';

/** Each stage holds those who have come so far; who has come by themselves is in none before `consented`. */
export const stages = ['invited', 'reached', 'consented', 'finished', 'answered', 'delivered'] as const;
export type Stage = (typeof stages)[number];

/** A step at which talks stand still. */
export interface StoppingPlace {
  flow: { id: string; version: string };
  step: string;
  people: number;
}

/** People, not proposals. */
export interface Way {
  stages: Record<Stage, number>;
  /** Where open talks stand that have sent nothing, most people first. */
  stops: StoppingPlace[];
}

const reached = new Set(['sent', 'delivered', 'read', 'answered']);

/**
 * @param openedAt of the round, in milliseconds: a consent of an earlier round is none of this one
 */
export function wayThrough(facts: RoundFacts, scope: Scope, openedAt: number): Way {
  const { people, invitations, talks, proposals } = facts;
  const own = (id: string) => covers(scope, people.get(id));
  const counts: Record<Stage, number> = {
    invited: 0,
    reached: 0,
    consented: 0,
    finished: 0,
    answered: 0,
    delivered: 0,
  };
  for (const { participant, status } of invitations.values()) {
    if (!own(participant)) continue;
    counts.invited += 1;
    if (reached.has(status)) counts.reached += 1;
  }
  for (const [id, { consentedAt }] of people)
    if (consentedAt !== null && consentedAt >= openedAt && own(id)) counts.consented += 1;
  for (const { answered, delivered } of standings(proposals.values(), scope).values()) {
    counts.finished += 1;
    if (answered) counts.answered += 1;
    if (delivered) counts.delivered += 1;
  }
  return { stages: counts, stops: stopsOf(talks, own) };
}

/** Of everybody who has sent something: whether all of it is decided and released, and all of that delivered. */
function standings(proposals: Iterable<Row>, scope: Scope) {
  const of = new Map<string, { answered: boolean; delivered: boolean }>();
  for (const proposal of proposals) {
    const { participant, status, unconfirmed, answer, deliveredAt } = proposal;
    if (unconfirmed || status === 'withdrawn' || !covers(scope, proposal)) continue;
    const before = of.get(participant) ?? { answered: true, delivered: true };
    of.set(participant, {
      answered: before.answered && answer !== 'none' && answer !== 'drafted',
      delivered: before.delivered && deliveredAt !== null,
    });
  }
  return of;
}

function stopsOf(talks: ReadonlyMap<string, TalkFacts>, own: (id: string) => boolean): StoppingPlace[] {
  const stops = new Map<string, StoppingPlace>();
  for (const [id, { status, step, flow, submitted }] of talks) {
    if (status !== 'open' || !step || !flow || submitted > 0 || !own(id)) continue;
    const key = `${flow.version} ${step}`;
    const stop = stops.get(key) ?? { flow, step, people: 0 };
    stop.people += 1;
    stops.set(key, stop);
  }
  return [...stops.values()].sort((a, b) => b.people - a.people || a.step.localeCompare(b.step));
}
