import { createHeadingReader } from '../people/import/headings.ts';

/** What a list may say of a datum. */
export const dataColumns = [
  'office',
  'code',
  'village',
  'kecamatan',
  'what',
  'value',
  'unit',
  'year',
  'source',
] as const;
export type DataColumn = (typeof dataColumns)[number];

/** Reads the headings of a list of data, in Indonesian and English. */
export const readDataHeadings = createHeadingReader<DataColumn>({
  headings: {
    office: ['skpd', 'opd', 'dinas', 'perangkat daerah', 'instansi', 'nama skpd', 'skpd/opd', 'office'],
    code: ['kode desa', 'kode wilayah', 'kode desa/kelurahan', 'kode', 'kode kecamatan', 'code'],
    village: [],
    kecamatan: ['kecamatan', 'kec', 'nama kecamatan', 'subdistrict'],
    what: [
      'masalah',
      'data',
      'uraian',
      'masalah/data',
      'indikator',
      'permasalahan',
      'problem',
      'description',
    ],
    value: ['nilai', 'jumlah', 'angka', 'value', 'figure'],
    unit: ['satuan', 'unit'],
    year: ['tahun', 'tahun data', 'year'],
    source: ['sumber', 'sumber data', 'source'],
  },
  made: { village: { called: 'desa kelurahan kel kampung village', beside: 'nama' } },
  needed: [['what'], ['village', 'code', 'kecamatan'], ['year'], ['source']],
});
