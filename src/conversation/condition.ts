/** A macro issue and how the district stands on it; only values that an admin confirmed come here. */
export interface Condition {
  issue: string;
  name: string;
  /** Latest confirmed value, or null where there is none. */
  latest: { year: number; value: number; unit: string; area: string; ofProvince: boolean } | null;
  /** The confirmed value of the year nearest before, in the same series and area. */
  before: { year: number; value: number } | null;
  betterWhen: 'lower' | 'higher';
}
