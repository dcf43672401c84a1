import { z } from 'zod';
import type { ProposalFilter } from '../../../proposals/list.ts';
import { proposalStatuses } from '../../../proposals/reasons.ts';
import { optional, plain } from '../../shell/inputs.ts';
import { roundField, roundInQuery } from '../../shell/round-choice.tsx';

/** The list's address, as people read it: `/usulan?rembuk=2026&status=classified&masalah=ipm&halaman=2`. */
const query = z.object({
  rembuk: roundInQuery,
  status: optional(z.enum(proposalStatuses)),
  masalah: optional(z.string().max(60)),
  kecamatan: optional(z.string().regex(/^[\d.]{1,16}$/)),
  desa: optional(z.string().regex(/^[\d.]{1,16}$/)),
  perlu: optional(z.literal('putusan')),
  dukungan: optional(z.literal('ada')),
  pengusul: optional(z.literal('belum')),
  cari: optional(plain(80)),
  halaman: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The filter and page number of a request's query. Invalid values are ignored. */
export function readFilter(given: unknown): { filter: ProposalFilter; page: number } {
  const { rembuk, status, masalah, kecamatan, desa, perlu, dukungan, pengusul, cari, halaman } =
    query.parse(given);
  // A village belongs to its kecamatan: once another kecamatan is chosen, the old village is dropped.
  const village = desa && kecamatan && desa.startsWith(`${kecamatan}.`) ? desa : undefined;
  return {
    filter: {
      round: rembuk,
      status,
      issue: masalah,
      kecamatan,
      village,
      undecided: perlu ? true : undefined,
      supported: dukungan ? true : undefined,
      unconfirmed: pengusul ? true : undefined,
      search: cari || undefined,
    },
    page: halaman,
  };
}

/** The same as an address's query, with its `?`, or empty when nothing is narrowed. */
export function writeFilter(filter: ProposalFilter, page = 1): string {
  const { round, status, issue, kecamatan, village, undecided, supported, unconfirmed, search } = filter;
  const perlu = undecided ? 'putusan' : undefined;
  const dukungan = supported ? 'ada' : undefined;
  const pengusul = unconfirmed ? 'belum' : undefined;
  const given = {
    [roundField]: round,
    perlu,
    dukungan,
    pengusul,
    status,
    masalah: issue,
    kecamatan,
    desa: village,
    cari: search,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  if (page > 1) params.set('halaman', String(page));
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Whether anything is narrowed within a round at all. */
export const isNarrowed = (filter: ProposalFilter) => writeFilter({ ...filter, round: undefined }) !== '';
