import { isNear } from '../texts/near.ts';
import { placeKey } from '../texts/place-key.ts';
import type { Region } from './region.model.ts';
import { kecamatanOf } from './regions.ts';

/** A village as a list names it. */
export interface VillageWords {
  /** Kemendagri code, `63.11.01.2003` or without its dots. */
  code?: string | undefined;
  kecamatan?: string | undefined;
  village?: string | undefined;
}

/** Why it could not be found; keys of the locale's `import.reason`. */
export type VillageProblem =
  | 'village-missing'
  | 'code-unknown'
  | 'code-other-district'
  | 'code-other-village'
  | 'kecamatan-unknown'
  | 'village-unknown'
  | 'village-ambiguous';

export type VillageMatch =
  | { region: Region }
  /** What is wrong, in which part of the words, and what may have been meant. */
  | { problem: VillageProblem; part: keyof VillageWords; suggestions: string[] };

/**
 * Makes the finder of a district's villages: by code, or by kecamatan and name. A name alone is enough only where
 * no other kecamatan has it ("Galumbang" exists twice). Near misses are suggested, never taken.
 */
export function createVillageFinder(regions: Region[]): (words: VillageWords) => VillageMatch {
  const byCode = new Map(regions.map((region) => [region._id, region]));
  const kecamatan = kecamatanOf(regions);

  function byName(name: string, among: Region[], inKecamatan: boolean): VillageMatch {
    const key = placeKey(name);
    const found = among.filter((region) => placeKey(region.name) === key);
    if (found.length === 1 && found[0]) return { region: found[0] };
    if (found.length > 1)
      return { problem: 'village-ambiguous', part: 'village', suggestions: found.map(fullName) };
    const near = [...among.filter((region) => isNear(key, placeKey(region.name)))];
    // The right name under the wrong kecamatan is as likely as a slip.
    const elsewhere = inKecamatan ? regions.filter((region) => placeKey(region.name) === key) : [];
    return {
      problem: 'village-unknown',
      part: 'village',
      suggestions: [...near, ...elsewhere].slice(0, 3).map(fullName),
    };
  }

  function findKecamatan(name: string): VillageMatch | string {
    const key = placeKey(name);
    const found = kecamatan.find((one) => placeKey(one.name) === key || one.code === dotted(name));
    if (found) return found.code;
    const near = kecamatan.filter((one) => isNear(key, placeKey(one.name)));
    return { problem: 'kecamatan-unknown', part: 'kecamatan', suggestions: near.map((one) => one.name) };
  }

  return ({ code, kecamatan: kecamatanName, village }) => {
    if (code) {
      const region = byCode.get(dotted(code));
      const problem = isElsewhere(code) ? 'code-other-district' : 'code-unknown';
      if (!region) return { problem, part: 'code', suggestions: suggest(code) };
      // The code counts, but a name that says otherwise means that one of the two is wrong.
      if (
        village &&
        placeKey(village) !== placeKey(region.name) &&
        !isNear(placeKey(village), placeKey(region.name))
      )
        return { problem: 'code-other-village', part: 'code', suggestions: [fullName(region)] };
      return { region };
    }
    if (!village) return { problem: 'village-missing', part: 'village', suggestions: [] };
    if (!kecamatanName) return byName(village, regions, false);
    const within = findKecamatan(kecamatanName);
    if (typeof within !== 'string') return within;
    return byName(
      village,
      regions.filter((region) => region.kecamatan.code === within),
      true,
    );
  };

  /** Whether a code has the form of a village's, and is of another district. */
  function isElsewhere(code: string): boolean {
    const ours = regions[0]?._id.slice(0, 5) ?? '';
    const theirs = dotted(code).slice(0, 5);
    return /^\d{2}\.\d{2}$/.test(theirs) && digitsOf(code).length === 10 && theirs !== ours;
  }

  function suggest(code: string): string[] {
    return regions
      .filter((region) => isNear(dotted(code), region._id) && digitsOf(code).length >= 9)
      .slice(0, 2)
      .map((region) => `${region._id} ${fullName(region)}`);
  }
}

/** "Galumbang, Kecamatan Juai", as a person would tell the two apart. */
const fullName = (region: Region) => `${region.name}, Kecamatan ${region.kecamatan.name}`;

const digitsOf = (code: string) => code.replaceAll(/\D/g, '');

/** `6311012003` as `63.11.01.2003`; what is no such code comes back as it is. */
function dotted(code: string): string {
  const parts = /^(\d{2})(\d{2})(\d{2})(\d{4})?$/.exec(digitsOf(code));
  return parts ? parts.slice(1).filter(Boolean).join('.') : code.trim();
}
