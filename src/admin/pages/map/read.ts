import { emptyArea, tallyProposals } from '../../../figures/tally.ts';
import { invitedVillages, villageState } from '../../../figures/village-states.ts';
import { findProposal } from '../../../proposals/list.ts';
import type { Row } from '../../../proposals/rows.ts';
import { placeOfVillage } from '../../../regions/regions.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { covers, reaches } from '../../../users/scope.ts';
import { readLookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { KecamatanOnMap, MapFigures, PlacedProposal } from './model.ts';

/** So many locations are still told apart on one drawing. */
const mostPoints = 60;

/**
 * @param look.kecamatan the one to look at; absent for all
 * @param look.proposal one whose place is to be shown; its kecamatan is looked at
 */
export async function readMap(
  visit: SignedInVisit,
  round: Round,
  look: { kecamatan?: string | undefined; proposal?: string | undefined },
): Promise<MapFigures> {
  const { deps, actor } = visit;
  const [facts, lookups, proposal] = await Promise.all([
    deps.facts.of(round._id),
    readLookups(deps),
    look.proposal ? findProposal(look.proposal, actor.scope) : null,
  ]);
  const wanted = proposal?.kecamatan ?? look.kecamatan;
  const own = lookups.kecamatan.filter(({ code }) => reaches(actor.scope, code));
  const [only] = own.length === 1 ? own : [];
  const chosen = (own.find(({ code }) => code === wanted) ?? only)?.code ?? null;
  const tally = tallyProposals(facts.proposals.values(), actor.scope, deps.now());
  const invited = invitedVillages(facts);
  const kecamatan = own
    .filter(({ code }) => !chosen || code === chosen)
    .map(({ code, name }): KecamatanOnMap => {
      const villages = lookups.regions.filter(
        (region) => region.kecamatan.code === code && covers(actor.scope, placeOfVillage(region)),
      );
      return {
        code,
        name,
        cell: deps.district.map?.[code] ?? null,
        villages: villages.map((region) => {
          const sent = tally.villages.get(region._id);
          return { region, state: villageState(sent, invited.has(region._id)), tally: sent ?? emptyArea };
        }),
      };
    });
  const rows = [...facts.proposals.values()].filter(
    (row) => row.kecamatan === chosen && covers(actor.scope, row),
  );
  const { points, more } = pointsOf(rows, proposal?._id);
  return { round, kecamatan, chosen, only: only !== undefined, points, morePoints: more };
}

/** Those of some proposals that came with a location; the chosen one always, the others as far as there is room. */
function pointsOf(rows: readonly Row[], chosen: string | undefined) {
  const placed: PlacedProposal[] = [];
  for (const { id, title, village, lat, lon, status, submittedAt } of rows)
    if (lat !== null && lon !== null && status !== 'withdrawn')
      placed.push({ id, title, village, lat, lon, submittedAt, chosen: id === chosen });
  placed.sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.submittedAt - a.submittedAt);
  return { points: placed.slice(0, mostPoints), more: placed.length > mostPoints };
}
