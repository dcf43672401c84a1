import { type ColumnPlan, createHeadingReader } from '../people/import/headings.ts';

/** What a list may say of a work. */
export type WorkColumn =
  | 'name'
  | 'code'
  | 'village'
  | 'kecamatan'
  | 'district'
  | 'year'
  | 'stage'
  | 'volume'
  | 'unit'
  | 'amount'
  | 'office'
  | 'proposal';

/** Where each column of a list of works stands. */
export type WorkColumns = ColumnPlan<WorkColumn>;

/** Reads the headings of a list of works, as offices write them: lists of DPA, of packages, of what was handed over. */
export const readWorkHeadings = createHeadingReader<WorkColumn>({
  headings: {
    name: [
      'nama kegiatan',
      'nama pekerjaan',
      'nama paket',
      'kegiatan',
      'pekerjaan',
      'paket pekerjaan',
      'uraian',
      'uraian pekerjaan',
      'uraian kegiatan',
      'sub kegiatan',
      'usulan',
      'work',
      'activity',
    ],
    code: ['kode desa', 'kode wilayah', 'kode desa/kelurahan', 'village code', 'region code'],
    village: ['lokasi desa'],
    kecamatan: ['kecamatan', 'kec', 'nama kecamatan', 'subdistrict', 'sub-district'],
    district: ['kabupaten', 'kab', 'kabupaten/kota', 'kab/kota', 'district'],
    year: ['tahun', 'tahun anggaran', 'ta', 'year'],
    stage: ['status', 'tahap', 'keadaan', 'status pelaksanaan', 'realisasi', 'stage'],
    volume: ['volume', 'vol', 'jumlah'],
    unit: ['satuan', 'unit'],
    amount: [
      'anggaran',
      'pagu',
      'pagu anggaran',
      'nilai',
      'nilai kontrak',
      'jumlah anggaran',
      'amount',
      'budget',
    ],
    office: ['skpd', 'opd', 'perangkat daerah', 'dinas', 'opd tujuan akhir', 'pelaksana', 'agency'],
    proposal: ['id usulan', 'kode usulan', 'kode rembuk', 'proposal code'],
  },
  made: {
    village: { called: 'desa kelurahan kel village', beside: 'nama lokasi' },
    amount: { called: 'pagu anggaran', beside: 'nilai rp rupiah total' },
  },
  needed: [['name'], ['village', 'code']],
});
