import type { District } from '../regions/district-file.ts';
import type { Indicator } from './indicator.model.ts';
import type { Issue } from './issue.model.ts';

/** How an issue's indicator has gone, from confirmed values of one area and one series. */
export interface Trend {
  /** The newest value, with its source. */
  latest: Indicator;
  /** Oldest first, the newest included. */
  values: { year: number; value: number }[];
  /** From the value before to the newest; null where there is none to compare with. */
  change: {
    from: { year: number; value: number };
    direction: 'up' | 'down' | 'same';
    meaning: Meaning;
  } | null;
  /** Years from the newest value to now. */
  age: number;
  /** The district has no value of its own. */
  ofProvince: boolean;
}

/** What a change means for people: poverty that falls is better. */
export type Meaning = 'better' | 'worse' | 'same';

/**
 * The line of an issue's indicator: the district's own values where it has any, else the province's; only those of the
 * newest value's series, for others must not be compared with it.
 * @returns null where nothing is confirmed
 */
export function trendOf(
  issue: Issue,
  indicators: readonly Indicator[],
  district: District,
  thisYear: number,
): Trend | null {
  const values = indicators
    .filter((value) => value.issue === issue._id && value.confirmed)
    .sort((a, b) => a.year - b.year);
  const latest =
    values.findLast(({ area }) => area === district.name) ??
    values.findLast(({ area }) => area === district.province);
  if (!latest) return null;
  const line = values.filter(({ area, series }) => area === latest.area && series === latest.series);
  const before = line.at(-2);
  return {
    latest,
    values: line.map(({ year, value }) => ({ year, value })),
    change: before ? changeBetween(before, latest, issue.indicator.betterWhen) : null,
    age: thisYear - latest.year,
    ofProvince: latest.area !== district.name,
  };
}

function changeBetween(
  { year, value }: Indicator,
  latest: Indicator,
  betterWhen: 'lower' | 'higher',
): NonNullable<Trend['change']> {
  const from = { year, value };
  if (latest.value === value) return { from, direction: 'same', meaning: 'same' };
  const direction = latest.value > value ? 'up' : 'down';
  const better = direction === (betterWhen === 'higher' ? 'up' : 'down');
  return { from, direction, meaning: better ? 'better' : 'worse' };
}
