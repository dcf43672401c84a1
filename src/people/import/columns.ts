import { createHeadingReader, type ColumnPlan as Plan } from './headings.ts';

/** What a list may say of a person. */
export type Column = 'name' | 'office' | 'rt' | 'code' | 'village' | 'kecamatan' | 'phone' | 'locale';

/** Where each column of a list of people stands. */
export type ColumnPlan = Plan<Column>;

/** Reads the headings of a list of people, in Indonesian and English. */
export const readHeadings = createHeadingReader<Column>({
  headings: {
    name: ['nama', 'nama lengkap', 'nama peserta', 'nama wakil', 'name', 'full name'],
    office: ['jabatan', 'lembaga', 'unsur', 'jabatan/lembaga', 'office', 'position', 'role'],
    rt: ['rt', 'nomor rt', 'no rt', 'rt/rw', 'neighbourhood', 'neighborhood'],
    code: ['kode desa', 'kode wilayah', 'kode desa/kelurahan', 'kode', 'village code', 'code', 'region code'],
    village: [],
    kecamatan: ['kecamatan', 'kec', 'nama kecamatan', 'subdistrict', 'sub-district', 'district'],
    phone: [],
    locale: ['bahasa', 'language', 'locale'],
  },
  made: {
    phone: {
      called: 'telepon telpon telp tlp hp handphone ponsel wa whatsapp kontak phone mobile telephone',
      beside: 'no nomor nomer number aktif pribadi',
    },
    village: { called: 'desa kelurahan kel kampung village', beside: 'nama' },
  },
  needed: [['office'], ['village', 'code']],
});
