import { expect, it } from 'vitest';
import { csvLine } from '../../src/reports/csv.ts';

it.each([
  ['=HYPERLINK("http://contoh.invalid")', `"'=HYPERLINK(""http://contoh.invalid"")"`],
  ['＝1+1', "'＝1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['RT 03', 'RT 03'],
])('A cell of CSV that begins like a formula, %s, is shown and not run', (cell, written) => {
  expect(csvLine([cell, -5])).toBe(`${written},-5\r\n`);
});
