/** What the words of a state mean, in our own lists and in those of other offices. */
import { type ProposalStatus, proposalStatuses } from '../../proposals/reasons.ts';
import { type Tier, tiers } from '../../proposals/step.model.ts';
import { locales } from '../../texts/locales.ts';
import { isNear } from '../../texts/near.ts';
import type { Texts } from '../../texts/texts.ts';

/** A cell read: one of our states, a plain yes or no of the forum, or nothing anybody knows. */
export type StateWord =
  | { kind: 'status'; status: ProposalStatus }
  | { kind: 'said'; passed: boolean }
  | { kind: 'unknown'; suggestion: string };

/** How other offices call the tiers. */
const renamed: Record<Tier, string[]> = {
  'musrenbang-desa': [
    'musrenbang desa',
    'musrenbangdes',
    'musrenbang desa/kelurahan',
    'musrenbang kelurahan',
    'disetujui desa',
    'verifikasi desa/kelurahan',
  ],
  'musrenbang-kecamatan': [
    'musrenbang kecamatan',
    'musrenbangcam',
    'disetujui kecamatan',
    'verifikasi kecamatan',
  ],
  skpd: [
    'forum skpd',
    'forum perangkat daerah',
    'forum opd',
    'renja',
    'disetujui skpd',
    'disetujui opd',
    'verifikasi skpd',
    'verifikasi opd',
  ],
  rkpd: ['rkpd', 'masuk dalam rkpd', 'terakomodir rkpd', 'disetujui rkpd', 'rkpd final'],
  apbd: ['apbd', 'masuk dalam apbd', 'dianggarkan', 'dpa', 'disetujui apbd', 'disetujui tapd'],
  realised: ['terlaksana', 'terealisasi', 'realisasi', 'selesai', 'selesai dikerjakan', 'sudah dibangun'],
};

const yes = [
  'disetujui',
  'setuju',
  'diterima',
  'disepakati',
  'masuk',
  'lolos',
  'terakomodir',
  'ya',
  'y',
  'v',
  'ok',
  'yes',
];
const no = [
  'ditolak',
  'tidak disetujui',
  'tidak disepakati',
  'belum disepakati',
  'tidak diterima',
  'tidak masuk',
  'tidak lolos',
  'tidak terakomodir',
  'belum terakomodir',
  'ditunda',
  'tidak',
  'belum',
  't',
  'no',
];

const key = (words: string) =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** Makes the reader of state cells: our own words in every language first, then those of other offices. */
export function createStateReader(texts: Texts): (cell: string) => StateWord {
  const statuses = new Map<string, ProposalStatus>();
  for (const tier of tiers) for (const name of renamed[tier]) statuses.set(key(name), tier);
  for (const status of proposalStatuses)
    for (const locale of locales) statuses.set(key(texts.t(locale, `proposal.status.${status}`)), status);
  const said = new Map([
    ...yes.map((one) => [key(one), true] as const),
    ...no.map((one) => [key(one), false] as const),
  ]);
  return (cell) => {
    const typed = key(cell);
    const status = statuses.get(typed);
    if (status) return { kind: 'status', status };
    const passed = said.get(typed);
    if (passed !== undefined) return { kind: 'said', passed };
    const near = [...statuses].find(([known]) => isNear(typed, known))?.[1];
    return { kind: 'unknown', suggestion: near ? texts.t('id', `proposal.status.${near}`) : '' };
  };
}

/** Whether a cell of the column of results says yes or no; null for what is neither. */
export function readYesOrNo(cell: string): boolean | null {
  const typed = key(cell);
  if (/^[✓✔☑]$/u.test(cell.trim()) || yes.some((one) => key(one) === typed)) return true;
  if (/^[✗✘☒x-]$/iu.test(cell.trim()) || no.some((one) => key(one) === typed)) return false;
  return null;
}
