import type { AreaTally } from '../../../figures/tally.ts';
import type { VillageState } from '../../../figures/village-states.ts';
import type { Region } from '../../../regions/region.model.ts';
import type { Round } from '../../../rounds/round.model.ts';

/** A village as the map shows it. */
export interface VillageOnMap {
  region: Region;
  state: VillageState;
  tally: AreaTally;
}

/** A kecamatan with its villages in the order of their codes, and where it stands in the scheme (null: after the others). */
export interface KecamatanOnMap {
  code: string;
  name: string;
  cell: readonly [column: number, row: number] | null;
  villages: VillageOnMap[];
}

/** A proposal that came with a location. */
export interface PlacedProposal {
  id: string;
  title: string;
  village: string;
  lat: number;
  lon: number;
  /** In ms. */
  submittedAt: number;
  /** The one that the visitor came from. */
  chosen: boolean;
}

export interface MapFigures {
  round: Round;
  /** Of the visitor's scope; one where a kecamatan is chosen. */
  kecamatan: KecamatanOnMap[];
  /** The code of the kecamatan that is looked at, or null for all. */
  chosen: string | null;
  /** The visitor has no other kecamatan. */
  only: boolean;
  /** In the kecamatan that is looked at, the newest first. */
  points: PlacedProposal[];
  /** There are more than are shown. */
  morePoints: boolean;
}
