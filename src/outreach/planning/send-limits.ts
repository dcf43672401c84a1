/**
 * How much may be written first over a network that bans whoever writes too much to people who do not know them
 * (WhatsApp). Pure: what has happened is counted from the stored rows, so a restart forgets nothing.
 */

/** A cap that grows with the age of the link: from that many days on, so many a day. */
export interface Step {
  fromDay: number;
  perDay: number;
  /** Of them, to people who have never written to this number. */
  firstContacts: number;
}

export interface SendLimits {
  steps: readonly Step[];
  /** First contacts of the last `windowDays` that nobody answered: beyond this many, no new ones. */
  unanswered: { most: number; windowDays: number };
  /** So many refusals in a row, and nothing is written first for a while. */
  breaker: { streak: number; restMinutes: number };
}

/**
 * Vendors' and users' reports, none of them confirmed by WhatsApp: trouble begins at 15 to 20 strangers a day on a
 * young number, warm-ups go 50, 200, 500 a day, and unanswered first messages are what is counted against a number.
 * We stay below all of them.
 */
export const whatsappSendLimits: SendLimits = {
  steps: [
    { fromDay: 0, perDay: 40, firstContacts: 15 },
    { fromDay: 3, perDay: 80, firstContacts: 25 },
    { fromDay: 7, perDay: 150, firstContacts: 40 },
    { fromDay: 14, perDay: 300, firstContacts: 80 },
    { fromDay: 30, perDay: 500, firstContacts: 120 },
  ],
  unanswered: { most: 200, windowDays: 14 },
  breaker: { streak: 5, restMinutes: 30 },
};

/** What a channel has sent first, as its rows tell. */
export interface Usage {
  /** Since when the number is linked; unknown counts as today. */
  linkedAt: Date | null;
  sentToday: number;
  firstContactsToday: number;
  /** First contacts within the window that nobody has answered. */
  unanswered: number;
  /** Refusals of the network since the last message that it took, and when the last of them was. */
  refusals: { streak: number; lastAt: Date | null };
}

export type Verdict =
  | { kind: 'go' }
  | { kind: 'wait'; why: 'daily-cap' | 'first-contact-cap' | 'unanswered' | 'breaker'; until: Date };

const dayMs = 24 * 3600_000;

/** The step that holds at an age of the link. A clock that was moved back makes no link younger than new. */
export function stepAt(sendLimits: SendLimits, linkedAt: Date | null, now: Date): Step {
  const days = linkedAt ? Math.max(0, (now.getTime() - linkedAt.getTime()) / dayMs) : 0;
  const step = sendLimits.steps.filter(({ fromDay }) => fromDay <= days).at(-1) ?? sendLimits.steps[0];
  if (!step) throw new Error('Send limits need one step at least.');
  return step;
}

/**
 * Whether one more message may be written first now.
 * @param firstContact whether the person has never written to us
 * @param tomorrow when the day's counts begin anew
 */
export function mayWriteFirst(
  sendLimits: SendLimits,
  facts: Usage,
  firstContact: boolean,
  now: Date,
  tomorrow: Date,
): Verdict {
  const { streak, lastAt } = facts.refusals;
  if (lastAt && streak >= sendLimits.breaker.streak) {
    const restMs = sendLimits.breaker.restMinutes * 60_000;
    // After a rest one message tries; if it is refused too, the next rest begins. A rest never lasts longer than
    // itself, also when the clock was moved back.
    const left = Math.min(restMs, lastAt.getTime() + restMs - now.getTime());
    if (left > 0) return { kind: 'wait', why: 'breaker', until: new Date(now.getTime() + left) };
  }
  const step = stepAt(sendLimits, facts.linkedAt, now);
  if (facts.sentToday >= step.perDay) return { kind: 'wait', why: 'daily-cap', until: tomorrow };
  if (!firstContact) return { kind: 'go' };
  if (facts.firstContactsToday >= step.firstContacts)
    return { kind: 'wait', why: 'first-contact-cap', until: tomorrow };
  if (facts.unanswered >= sendLimits.unanswered.most)
    return { kind: 'wait', why: 'unanswered', until: tomorrow };
  return { kind: 'go' };
}
