const headings = [
  'Tahun',
  'Kode desa',
  'Kecamatan',
  'Desa',
  'Nama kegiatan',
  'Volume',
  'Satuan',
  'Anggaran',
  'SKPD',
  'Status',
  'Kode usulan',
];
const example = [
  '2027',
  '63.11.01.2003',
  'Juai',
  'Juai',
  'Pembangunan siring sungai (contoh, hapus baris ini)',
  '120',
  'm',
  '180000000',
  'Dinas PUPR',
  'dianggarkan',
  '',
];

/** An empty list of works, with a row that shows how it is filled in. */
export const worksTemplate: readonly (readonly string[])[] = [headings, example];
