import { z } from 'zod';
import type { ProposalFilter } from '../../../proposals/filter.ts';
import { proposalStatuses, reasonCodes } from '../../../proposals/reasons.ts';
import { optional, pageNumber, plain } from '../../shell/inputs.ts';
import { roundField, roundInQuery } from '../../shell/round-choice.tsx';
import { type Column, columns, usualColumns } from './columns.ts';

/** Values of a filter by the words that stand for them in an address. */
export const addressWords = {
  confidence: { tinggi: 'high', cukup: 'fair', kurang: 'low' },
  answer: {
    siap: 'drafted',
    dilepas: 'waiting',
    dikirim: 'sending',
    sampai: 'delivered',
    gagal: 'undeliverable',
    'tidak-jelas': 'unknown',
    berhenti: 'dropped',
  },
  photo: { ada: true, tanpa: false },
  late: { ya: true },
  undecided: { putusan: true },
  completed: { ya: true },
  longAsked: { ya: true },
  unconfirmed: { belum: true, sudah: false },
  supported: { ada: true },
  order: {
    terbaru: 'newest',
    tenggat: 'due',
    dukungan: 'support',
    ragu: 'unsure',
    desa: 'village',
    masalah: 'issue',
  },
} as const satisfies { [Key in keyof ProposalFilter]?: Record<string, ProposalFilter[Key]> };

/** Each field of a filter by its name in an address, with what it may be. */
const fields = {
  [roundField]: ['round', roundInQuery],
  perlu: ['undecided', wordOf('undecided')],
  dilengkapi: ['completed', wordOf('completed')],
  lama: ['longAsked', wordOf('longAsked')],
  terlambat: ['late', wordOf('late')],
  jawaban: ['answer', wordOf('answer')],
  status: ['status', optional(z.enum(proposalStatuses))],
  masalah: ['issue', optional(z.string().max(60))],
  kecamatan: ['kecamatan', optional(z.string().regex(/^[\d.]{1,16}$/))],
  desa: ['village', optional(z.string().regex(/^[\d.]{1,16}$/))],
  yakin: ['confidence', wordOf('confidence')],
  alasan: ['reason', optional(z.enum(reasonCodes))],
  foto: ['photo', wordOf('photo')],
  dukungan: ['supported', wordOf('supported')],
  pengusul: ['unconfirmed', wordOf('unconfirmed')],
  petugas: ['assignee', optional(z.string().max(254))],
  cari: ['search', optional(plain(80).pipe(z.string().min(1)))],
  urut: ['order', wordOf('order')],
} as const satisfies Record<string, readonly [keyof ProposalFilter, z.ZodType]>;

function wordOf<Key extends keyof typeof addressWords>(key: Key) {
  const values = new Map<string, unknown>(Object.entries(addressWords[key]));
  return z.unknown().transform((word) => values.get(String(word)));
}

/** As boxes of a form, `kolom=village&kolom=due`, or as one value, `kolom=village,due`. */
const columnList = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => columns.filter((one) => [given].flat().join().split(',').includes(one)))
  .catch([]);
const given = z.record(z.string(), z.unknown()).catch({});

/** How a list is looked at: narrowed by what, at which page, with which columns. */
export interface Look {
  filter: ProposalFilter;
  page: number;
  columns: readonly Column[];
}

/**
 * Reads the list's address, as people read it: `/usulan?status=classified&masalah=ipm&halaman=2`. Invalid values are
 * ignored.
 */
export function readFilter(query: unknown): Look {
  const typed = given.parse(query);
  const read = Object.entries(fields).map(([name, [key, type]]) => [key, type.parse(typed[name])]);
  const filter: ProposalFilter = Object.fromEntries(read.filter(([, value]) => value !== undefined));
  // A village belongs to its kecamatan: once another kecamatan is chosen, the old village is dropped.
  const { kecamatan, village } = filter;
  if (!kecamatan || !village?.startsWith(`${kecamatan}.`)) delete filter.village;
  const chosen = columnList.parse(typed.kolom);
  return {
    filter,
    page: pageNumber.parse(typed.halaman),
    columns: chosen.length > 0 ? chosen : usualColumns,
  };
}

/** The same as an address's query, with its `?`, or empty when nothing is narrowed. */
export function writeFilter(
  filter: ProposalFilter,
  page = 1,
  shown: readonly Column[] = usualColumns,
): string {
  const params = new URLSearchParams();
  for (const [name, [key]] of Object.entries(fields)) {
    const value = filter[key];
    if (value === undefined) continue;
    const words = new Map<string, Record<string, unknown>>(Object.entries(addressWords)).get(key);
    const word = words ? Object.keys(words).find((one) => words[one] === value) : String(value);
    if (word) params.set(name, word);
  }
  if (shown !== usualColumns && shown.join() !== usualColumns.join()) params.set('kolom', shown.join(','));
  if (page > 1) params.set('halaman', String(page));
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** The list as somebody left it, from the query of its address; nothing but what a list knows is left of it. */
export function listAddress(query: string): string {
  const { filter, page, columns } = readFilter(Object.fromEntries(new URLSearchParams(query)));
  return `/usulan${writeFilter(filter, page, columns)}`;
}

/** Whether anything is narrowed within a round at all. */
export const isNarrowed = (filter: ProposalFilter) =>
  writeFilter({ ...filter, round: undefined, order: undefined }) !== '';
