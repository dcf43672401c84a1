import { z } from 'zod';
import { type DataColumn, dataColumns } from '../../../skpd-data/headings.ts';
import { id, list, optional, pageNumber, plain, tick } from '../../shell/inputs.ts';

/** What was typed into the form for one datum, by the columns of a list; `area` is the code of a village or kecamatan. */
export type TypedDatum = Record<'office' | 'area' | 'what' | 'value' | 'unit' | 'year' | 'source', string>;

const text = plain(400).catch('');
const fields = z.object({
  office: text,
  area: text,
  what: text,
  value: text,
  unit: text,
  year: text,
  source: text,
});

export const readTyped = (body: unknown): TypedDatum =>
  fields.parse(typeof body === 'object' && body !== null ? body : {});

/** The form as a row of a list has it. */
export const cellsOf =
  (typed: TypedDatum) =>
  (column: DataColumn): string =>
    column === 'code' ? typed.area : column === 'village' || column === 'kecamatan' ? '' : typed[column];

/** Fields by the columns of what is wrong with them. */
export const fieldOf = (column: string | null): string =>
  dataColumns.some((one) => one === column) && !['code', 'village', 'kecamatan'].includes(column ?? '')
    ? (column ?? 'area')
    : 'area';

export const confirmForm = z.object({ data: list(tick) });
export const datumForm = z.object({ datum: id });
/** The fields that name the page of each of the two lists. */
export const pageFields = { waiting: 'halaman-menunggu', confirmed: 'halaman' } as const;
export const query = z.object({
  desa: optional(plain(20)),
  'halaman-menunggu': pageNumber,
  halaman: pageNumber,
});
