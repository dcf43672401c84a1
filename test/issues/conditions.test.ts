import { describe, expect, it } from 'vitest';
import { describeConditions } from '../../src/issues/conditions.ts';
import type { Indicator } from '../../src/issues/indicator.model.ts';
import type { Issue } from '../../src/issues/issue.model.ts';

const district = { code: '63.11', name: 'Kabupaten Balangan', province: 'Provinsi Kalimantan Selatan' };
const issue: Issue = {
  _id: 'ipm',
  name: 'Pembangunan manusia (IPM)',
  description: '',
  keywords: [],
  indicator: { name: 'IPM', unit: '', betterWhen: 'higher' },
  order: 1,
};

const value = (year: number, amount: number, fields: Partial<Indicator> = {}): Indicator => ({
  _id: `ipm.${year}.${fields.area ?? ''}`,
  issue: 'ipm',
  year,
  value: amount,
  unit: 'index 0-100',
  area: district.name,
  series: 'new',
  source: 'BPS',
  confirmed: { by: 'admin', at: new Date(0) },
  ...fields,
});

const conditionOf = (...indicators: Indicator[]) => describeConditions([issue], indicators, district)[0];

describe('conditions', () => {
  it('show the latest year and the year nearest before', () => {
    expect(conditionOf(value(2022, 70), value(2024, 72), value(2020, 69))).toMatchObject({
      latest: { year: 2024, value: 72, ofProvince: false },
      before: { year: 2022, value: 70 },
      betterWhen: 'higher',
    });
  });

  it('never compare across series: the IPM broke in 2023', () => {
    expect(conditionOf(value(2024, 75), value(2022, 71, { series: 'old' }))).toMatchObject({
      latest: { year: 2024 },
      before: null,
    });
  });

  it("take the province's value where the district has none, and say so", () => {
    const province = { area: district.province };
    expect(conditionOf(value(2023, 74, province), value(2024, 75, province))).toMatchObject({
      latest: { year: 2024, ofProvince: true, area: district.province },
      before: { year: 2023 },
    });
  });

  it("prefer the district's own, even when it is older, and never compare it with the province's", () => {
    expect(conditionOf(value(2021, 69), value(2024, 75, { area: district.province }))).toMatchObject({
      latest: { year: 2021, ofProvince: false },
      before: null,
    });
  });

  it('never show a value that nobody has confirmed', () => {
    const { confirmed: _confirmed, ...unconfirmed } = value(2024, 75);
    expect(conditionOf(unconfirmed)?.latest).toBeNull();
    expect(conditionOf(unconfirmed, value(2023, 74))?.latest?.year).toBe(2023);
  });
});
