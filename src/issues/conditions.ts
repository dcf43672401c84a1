import type { Condition } from '../conversation/condition.ts';
import type { District } from '../regions/district-file.ts';
import type { Indicator } from './indicator.model.ts';
import type { Issue } from './issue.model.ts';

/**
 * How the district stands on each issue, from confirmed values only: the latest year, compared with the year
 * nearest before within one series and area; the province's value where the district has none.
 */
export function describeConditions(
  issues: Issue[],
  indicators: Indicator[],
  district: District,
): Condition[] {
  const confirmed = indicators.filter((indicator) => indicator.confirmed);
  return issues.map((issue) => {
    const values = confirmed
      .filter((indicator) => indicator.issue === issue._id)
      .sort((a, b) => b.year - a.year);
    const latest =
      values.find((value) => value.area === district.name) ??
      values.find((value) => value.area === district.province);
    const before = latest && values.find((value) => comparable(value, latest) && value.year < latest.year);
    return {
      issue: issue._id,
      name: issue.name,
      latest: latest
        ? {
            year: latest.year,
            value: latest.value,
            unit: latest.unit,
            area: latest.area,
            ofProvince: latest.area === district.province,
          }
        : null,
      before: before ? { year: before.year, value: before.value } : null,
      betterWhen: issue.indicator.betterWhen,
    };
  });
}

const comparable = (a: Indicator, b: Indicator) => a.area === b.area && a.series === b.series;
