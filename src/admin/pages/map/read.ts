import type { RoundFacts } from '../../../figures/facts.ts';
import { emptyArea, tallyProposals } from '../../../figures/tally.ts';
import { invitedVillages, villageState } from '../../../figures/village-states.ts';
import { findProposal } from '../../../proposals/list.ts';
import type { Round } from '../../../rounds/round.model.ts';
import { covers } from '../../../users/scope.ts';
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
  const chosen =
    lookups.kecamatan.find(({ code }) => code === wanted && covers(actor.scope, code))?.code ?? null;
  const tally = tallyProposals(facts.proposals.values(), actor.scope, deps.now());
  const invited = invitedVillages(facts);
  const kecamatan = lookups.kecamatan
    .filter(({ code }) => covers(actor.scope, code) && (!chosen || code === chosen))
    .map(({ code, name }): KecamatanOnMap => {
      const villages = lookups.regions.filter((region) => region.kecamatan.code === code);
      return {
        code,
        name,
        cell: deps.district.map?.[code] ?? null,
        villages: villages.map((region) => {
          const own = tally.villages.get(region._id);
          return { region, state: villageState(own, invited.has(region._id)), tally: own ?? emptyArea };
        }),
      };
    });
  const { points, more } = chosen ? pointsOf(facts, chosen, proposal?._id) : { points: [], more: false };
  return { round, kecamatan, chosen, points, morePoints: more };
}

/** Proposals of a kecamatan that came with a location; the chosen one always, the others as far as there is room. */
function pointsOf(facts: RoundFacts, kecamatan: string, chosen: string | undefined) {
  const placed: PlacedProposal[] = [];
  for (const { id, title, village, lat, lon, status, ...row } of facts.proposals.values())
    if (lat !== null && lon !== null && row.kecamatan === kecamatan && status !== 'withdrawn')
      placed.push({ id, title, village, lat, lon, submittedAt: row.submittedAt, chosen: id === chosen });
  placed.sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.submittedAt - a.submittedAt);
  return { points: placed.slice(0, mostPoints), more: placed.length > mostPoints };
}
