import { describe, expect, it } from 'vitest';
import { type Decided, reportAgreement } from '../../src/proposals/agreement.ts';

const decided = (fields: Partial<Decided>): Decided => ({
  month: '2026-12',
  coordinator: 'ipm',
  classifier: 'ipm',
  confidence: 0.9,
  because: ['posyandu'],
  proposer: null,
  ...fields,
});

describe('the agreement report', () => {
  it('counts where model and proposer were of one mind with the coordinator', () => {
    const report = reportAgreement([
      decided({ proposer: 'ipm' }),
      decided({ proposer: 'kemiskinan', classifier: 'kemiskinan' }),
      decided({}),
    ]);
    expect(report.count).toBe(3);
    expect(report.classifier).toEqual({ same: 2, of: 3 });
    // "Belum tahu" is no opinion that could be wrong.
    expect(report.proposer).toEqual({ same: 1, of: 2 });
  });

  it('parts the counts by month and by the issue that the coordinator named', () => {
    const report = reportAgreement([
      decided({ month: '2027-01' }),
      decided({ coordinator: 'ketimpangan' }),
      decided({}),
    ]);
    expect(report.rows.map(({ month, issue, count }) => [month, issue, count])).toEqual([
      ['2026-12', 'ipm', 1],
      ['2026-12', 'ketimpangan', 1],
      ['2027-01', 'ipm', 1],
    ]);
  });

  it('tells what was mixed up, most often first', () => {
    const mixed = { coordinator: 'ketimpangan', classifier: 'pertumbuhan-ekonomi' };
    const report = reportAgreement([decided({}), decided(mixed), decided(mixed)]);
    expect(report.confusion[0]).toEqual({ meant: 'ketimpangan', said: 'pertumbuhan-ekonomi', count: 2 });
  });

  it('tells what filing at each threshold would have come to', () => {
    const report = reportAgreement([
      decided({ confidence: 0.96 }),
      decided({ confidence: 0.72, classifier: 'none' }),
    ]);
    const at = (threshold: number) => report.thresholds.find((row) => row.threshold === threshold);
    expect(at(0.7)).toEqual({ threshold: 0.7, coverage: 1, precision: 0.5 });
    expect(at(0.95)).toEqual({ threshold: 0.95, coverage: 0.5, precision: 1 });
  });

  it('names words that misled at least twice', () => {
    const wrong = { classifier: 'pengangguran', because: ['Pelatihan'] };
    const report = reportAgreement([
      decided(wrong),
      decided({ ...wrong, because: ['pelatihan', 'kader'] }),
      decided({}),
    ]);
    expect(report.misleading).toEqual([{ word: 'pelatihan', wrong: 2, of: 2 }]);
  });

  it('is empty, not broken, before anything was decided', () => {
    const report = reportAgreement([]);
    expect(report.count).toBe(0);
    expect(report.thresholds.every(({ coverage, precision }) => coverage === 0 && precision === null)).toBe(
      true,
    );
  });
});
