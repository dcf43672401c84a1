import type { Order, Row } from './rows.ts';

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const submitted: Order = (a, b) => a.submittedAt - b.submittedAt || byText(a.id, b.id);

/** Puts one comparison before the usual one, so that every order is complete. */
const first =
  (compare: Order): Order =>
  (a, b) =>
    compare(a, b) || submitted(a, b);

const completed = ({ completedAt }: Row) => completedAt ?? 0;
const released = ({ releasedAt }: Row) => releasedAt ?? Number.NEGATIVE_INFINITY;

/**
 * The orders a list may stand in. `waiting`: what was completed on top, then those without a released answer, the longest waiting
 * first.
 * `unsure`: what the classifier is least sure of first.
 */
export const orders = {
  waiting: first(
    (a, b) => completed(b) - completed(a) || (a.releasedAt === b.releasedAt ? 0 : released(a) - released(b)),
  ),
  newest: (a: Row, b: Row) => submitted(b, a),
  due: first((a, b) => a.answerBy - b.answerBy),
  support: first((a, b) => b.support - a.support),
  unsure: first((a, b) => (a.confidence ?? 0) - (b.confidence ?? 0)),
  village: first((a, b) => byText(a.village, b.village)),
  issue: first((a, b) => byText(a.issue ?? '', b.issue ?? '')),
} as const satisfies Record<string, Order>;

export type OrderName = keyof typeof orders;
