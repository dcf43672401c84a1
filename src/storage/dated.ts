/** How far ahead of this machine's clock another one's may be, in ms. */
const aheadMs = 60_000;

/**
 * What was dated up to an instant, or has no date. Also what lies further ahead than clocks differ: it was dated by a clock
 * that has been set back since, and would be waited for until that comes there again.
 */
export const datedUpTo = (instant: Date, now: Date) => ({
  $not: { $gt: instant, $lte: new Date(now.getTime() + aheadMs) },
});
