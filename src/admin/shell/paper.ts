import type { Request } from 'express';
import type { Speech } from '../../reports/proposal-words.ts';
import type { Round } from '../../rounds/round.model.ts';
import { defaultLocale } from '../../texts/locales.ts';
import type { AdminDeps } from './deps.ts';
import type { Lookups } from './lookups.ts';
import type { Area } from './own-area.ts';

/** What every document that leaves the office is made with. */
export interface Paper extends Speech {
  agency: string;
  /** A day, "15 Desember 2026". */
  dayOf(date: Date): string;
  /** The public page that tells how a proposal stands. */
  checkAt: string;
}

/**
 * Official papers are in Indonesian, whichever language their maker reads the pages in, and lead to the public address of the
 * settings, whichever their maker came by; where there is none, to that.
 */
export function paperOf({ texts, agency, timeZone, publicUrl }: AdminDeps, request: Request): Paper {
  const day = new Intl.DateTimeFormat(defaultLocale, { dateStyle: 'long', timeZone });
  return {
    texts,
    locale: defaultLocale,
    agency,
    dayOf: (date) => day.format(date),
    checkAt: new URL('/periksa', publicUrl ?? `${request.protocol}://${request.get('host')}`).href,
  };
}

/** What a round is called in documents. */
export const roundInPapers = ({ texts }: AdminDeps, { name, year }: Round): string =>
  name ?? texts.t(defaultLocale, 'admin.rounds.unnamed', { year: String(year) });

/** An area as documents name it: of a village, a kecamatan, some kecamatan of a limited user, or the district. */
export function areaName(
  { texts, district }: AdminDeps,
  lookups: Lookups,
  { kecamatan, village }: Area,
  own: readonly string[] | null,
): string {
  const region = lookups.regions.find(({ _id }) => _id === village);
  const say = (key: string, params: Record<string, string>) =>
    texts.t(defaultLocale, `papers.area.${key}`, params);
  if (region) return say(region.type, { village: region.name, kecamatan: region.kecamatan.name });
  const names = (kecamatan ? [kecamatan] : own)?.map(lookups.kecamatanName);
  return names ? say('kecamatan', { kecamatan: names.join(', ') }) : district.name;
}
