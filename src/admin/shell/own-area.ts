import type { Region } from '../../regions/region.model.ts';
import { kecamatanOf, placeOfVillage } from '../../regions/regions.ts';
import { covers, reaches, type Scope } from '../../users/scope.ts';

/** A part of the district that somebody looks at; all of their own where nothing is named. */
export interface Area {
  kecamatan?: string | undefined;
  village?: string | undefined;
}

/**
 * The area that was asked for, as far as it is somebody's own; a village brings its kecamatan, and counts as absent beside
 * another one. Whoever has some villages looks at one of them, the first unless they ask for another: nothing larger is theirs.
 */
export function ownArea(scope: Scope, regions: readonly Region[], { kecamatan, village }: Area): Area {
  const within = kecamatanOf(regions).find(({ code }) => code === kecamatan && reaches(scope, code))?.code;
  const villages = regions.filter(
    (region) =>
      covers(scope, placeOfVillage(region)) && (within === undefined || region.kecamatan.code === within),
  );
  const asked = villages.find(({ _id }) => _id === village);
  const chosen = asked ?? (scope.kind === 'village' ? villages[0] : undefined);
  return chosen ? placeOfVillage(chosen) : { kecamatan: within };
}
