import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../src/issues/indicator.model.ts';
import type { Issue } from '../../src/issues/issue.model.ts';
import { trendOf } from '../../src/issues/trend.ts';

const district = { code: '63.11', name: 'Kabupaten Balangan', province: 'Kalimantan Selatan' };
const issue = (betterWhen: 'lower' | 'higher'): Issue => ({
  _id: 'ipm',
  name: 'IPM',
  description: '',
  keywords: [],
  indicator: { name: 'IPM', unit: '', betterWhen },
  order: 1,
});
const value = (year: number, amount: number, differs: Partial<Indicator> = {}): Indicator => ({
  _id: `ipm.${year}.${amount}`,
  issue: 'ipm',
  year,
  value: amount,
  unit: '',
  area: district.name,
  series: '',
  source: 'BPS',
  confirmed: { by: 'hadi', at: new Date(0) },
  ...differs,
});
const trend = (values: Indicator[], betterWhen: 'lower' | 'higher' = 'higher') =>
  trendOf(issue(betterWhen), values, district, 2026);

describe('the trend of an indicator', () => {
  it.each([
    ['lower', 5, 4, 'down', 'better'],
    ['lower', 4, 5, 'up', 'worse'],
    ['higher', 4, 5, 'up', 'better'],
    ['higher', 5, 4, 'down', 'worse'],
    ['higher', 5, 5, 'same', 'same'],
  ] as const)(
    'where %s is better, from %d to %d goes %s, which is %s',
    (betterWhen, from, to, direction, meaning) => {
      const found = trend([value(2024, to), value(2023, from)], betterWhen);
      expect(found?.change).toEqual({ from: { year: 2023, value: from }, direction, meaning });
      expect([found?.age, found?.ofProvince]).toEqual([2, false]);
    },
  );

  it('compares within one series only', () => {
    const found = trend([value(2021, 69.11, { series: 'old' }), value(2024, 75.19, { series: 'new' })]);
    expect([found?.values, found?.change]).toEqual([[{ year: 2024, value: 75.19 }], null]);
  });

  it('takes the province only where the district has nothing, and says so', () => {
    const province = value(2025, 0.3, { area: district.province });
    expect(trend([province, value(2020, 0.4)])?.latest.year).toBe(2020);
    expect(trend([province])).toMatchObject({ ofProvince: true, age: 1 });
  });

  it('shows nothing that nobody has confirmed', () => {
    const { confirmed: _confirmed, ...unconfirmed } = value(2024, 70);
    expect(trend([unconfirmed])).toBeNull();
    expect(trend([unconfirmed, value(2023, 69)])?.latest.year).toBe(2023);
  });
});
