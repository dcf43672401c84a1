import { createHeadingReader } from '../../people/import/headings.ts';

/** What a list that comes back may say of a proposal. */
export type Column =
  | 'code'
  | 'state'
  | 'result'
  | 'reason'
  | 'rank'
  | 'district'
  | 'kecamatan'
  | 'village'
  | 'mitra'
  | 'desa'
  | 'kecamatan-recommends'
  | 'skpd'
  | 'tapd';

/**
 * Recognises the headings of our own list of proposals, in any order, and what other offices call the same; all that is not
 * decided by forums is left alone. Throws as {@link createHeadingReader} tells.
 */
export const readDecisionHeadings = createHeadingReader<Column>({
  headings: {
    code: ['id usulan', 'id', 'kode usulan', 'kode', 'no usulan', 'nomor usulan', 'proposal id', 'code'],
    state: ['status', 'status usulan', 'status akhir', 'tahapan', 'keadaan', 'state'],
    result: ['hasil', 'hasil musrenbang', 'hasil pembahasan', 'keputusan', 'hasil verifikasi', 'disepakati'],
    reason: ['catatan', 'alasan', 'keterangan', 'catatan verifikator', 'reason', 'note', 'notes'],
    rank: [
      'peringkat',
      'prioritas',
      'ranking',
      'urutan prioritas',
      'nomor prioritas',
      'no prioritas',
      'rank',
    ],
    district: ['kabupaten', 'kabupaten/kota', 'kab/kota', 'kab'],
    kecamatan: ['kecamatan', 'kec', 'nama kecamatan'],
    village: ['kelurahan/desa', 'desa/kelurahan', 'desa/kel', 'desa', 'kelurahan', 'nama desa'],
    mitra: ['rekomendasi mitra'],
    desa: [
      'rekomendasi kelurahan/desa',
      'rekomendasi desa/kelurahan',
      'rekomendasi desa',
      'rekomendasi kelurahan',
    ],
    'kecamatan-recommends': ['rekomendasi kecamatan'],
    skpd: ['rekomendasi skpd', 'rekomendasi opd', 'rekomendasi perangkat daerah'],
    tapd: ['rekomendasi tapd'],
  },
  needed: [['code']],
});
