/** People and messages that wait for somebody of the office. Pure. */
import { covers, type Scope } from '../users/scope.ts';
import type { PersonFacts, RoundFacts } from './facts.ts';

/** How many of each wait. */
export interface Calls {
  /** Questions without an answer, and of these the ones whose day has passed. */
  questions: number;
  lateQuestions: number;
  wrongPerson: number;
  unconfirmed: number;
  /** Invitations of which nobody knows whether they arrived; they concern the district's phone, so all are counted. */
  unclear: number;
}

export function callsFor({ people, invitations, threads }: RoundFacts, scope: Scope, now: Date): Calls {
  const count = (is: (person: PersonFacts) => boolean) => {
    let n = 0;
    for (const person of people.values()) if (is(person) && covers(scope, person)) n += 1;
    return n;
  };
  let unclear = 0;
  for (const { participant, status } of invitations.values())
    if (status === 'unknown' && covers(scope, people.get(participant))) unclear += 1;
  const asked = [...threads.values()].filter((thread) => thread.waits && covers(scope, thread));
  return {
    questions: asked.length,
    lateQuestions: asked.filter(({ dueAt }) => dueAt < now.getTime()).length,
    wrongPerson: count(({ wrongPerson }) => wrongPerson),
    unconfirmed: count(({ unconfirmed }) => unconfirmed),
    unclear,
  };
}
