import type { AgreementReport } from '../../../proposals/agreement.ts';
import type { ListCell } from '../../../reports/csv.ts';

/** The report by month and issue: keys, not names, for spreadsheets that go on calculating. */
export function agreementRows({ rows }: Pick<AgreementReport, 'rows'>): ListCell[][] {
  const head = [
    'bulan',
    'masalah_koordinator',
    'usulan',
    'model_sama',
    'model_dari',
    'pengusul_sama',
    'pengusul_dari',
  ];
  const lines = rows.map(({ month, issue, count, classifier, proposer }) => [
    month,
    issue,
    count,
    classifier.same,
    classifier.of,
    proposer.same,
    proposer.of,
  ]);
  return [head, ...lines];
}
