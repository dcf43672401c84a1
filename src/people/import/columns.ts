import { isNear } from '../../texts/near.ts';
import { ListError } from './list-error.ts';

/** What a list may say of a person. */
export const columns = ['name', 'office', 'rt', 'code', 'village', 'kecamatan', 'phone', 'locale'] as const;
export type Column = (typeof columns)[number];

/** How lists head them, in Indonesian and English; compared without case, blanks and marks. */
const headings: Record<Column, string[]> = {
  name: ['nama', 'nama lengkap', 'nama peserta', 'nama wakil', 'name', 'full name'],
  office: ['jabatan', 'lembaga', 'unsur', 'jabatan/lembaga', 'office', 'position', 'role'],
  rt: ['rt', 'nomor rt', 'no rt', 'rt/rw', 'neighbourhood', 'neighborhood'],
  code: ['kode desa', 'kode wilayah', 'kode desa/kelurahan', 'kode', 'village code', 'code', 'region code'],
  village: [],
  kecamatan: ['kecamatan', 'kec', 'nama kecamatan', 'subdistrict', 'sub-district', 'district'],
  phone: [],
  locale: ['bahasa', 'language', 'locale'],
};

/**
 * Columns that are headed by any of some words, alone or together ("No. Telp/HP", "Desa/Kel."): what they are called, and what may
 * stand beside that.
 */
const made: Partial<Record<Column, { called: string; beside: string }>> = {
  phone: {
    called: 'telepon telpon telp tlp hp handphone ponsel wa whatsapp kontak phone mobile telephone',
    beside: 'no nomor nomer number aktif pribadi',
  },
  village: { called: 'desa kelurahan kel kampung village', beside: 'nama' },
};
const wordsOf = (heading: string) => heading.toLowerCase().match(/[a-z]+/g) ?? [];

function columnOf(heading: string): Column | undefined {
  const known = byHeading.get(key(heading));
  if (known) return known;
  const words = wordsOf(heading);
  return columns.find((column) => {
    const [called = [], beside = []] = [made[column]?.called.split(' '), made[column]?.beside.split(' ')];
    const fits = words.every((word) => called.includes(word) || beside.includes(word));
    return fits && words.some((word) => called.includes(word));
  });
}

const key = (heading: string) =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
const byHeading = new Map(
  columns.flatMap((column) => headings[column].map((heading) => [key(heading), column])),
);

/** Where each column stands, from 0; and headings nobody here knows, which are left out. */
export interface ColumnPlan {
  at: ReadonlyMap<Column, number>;
  unknown: string[];
}

/**
 * Recognises a list's headings, in any order.
 * @throws ListError when a column stands twice, or one without which nobody can be entered is missing
 */
export function readHeadings(row: string[]): ColumnPlan {
  const at = new Map<Column, number>();
  const unknown: string[] = [];
  for (const [index, heading] of row.entries()) {
    const column = columnOf(heading);
    if (column && at.has(column)) throw new ListError('column-twice', { heading: heading.slice(0, 40) });
    if (column) at.set(column, index);
    else if (heading.trim()) unknown.push(heading.trim().slice(0, 40));
  }
  const missing = (['office', 'village'] as const).find(
    (column) => !(at.has(column) || (column === 'village' && at.has('code'))),
  );
  if (at.size < 2) throw new ListError('no-headings', {});
  if (missing) throw new ListError(`column-missing-${missing}`, { near: nearest(missing, unknown) });
  return { at, unknown };
}

/** A heading that may be the missing one, misspelt; else a dash. */
const nearest = (column: Column, unknown: string[]) =>
  unknown.find((heading) => namesOf(column).some((known) => isNear(key(heading), key(known)))) ?? '-';

const namesOf = (column: Column) => [...headings[column], ...(made[column]?.called.split(' ') ?? [])];
