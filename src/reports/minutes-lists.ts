import type { Proposal } from '../proposals/proposal.model.ts';
import type { Step, Tier } from '../proposals/step.model.ts';
import { placeOnWay, wordOf } from '../proposals/steps.ts';

/**
 * A line of the minutes: a proposal, the codes of those that support it and were answered with it, and what the forum of the
 * area said of it, if it has.
 */
export interface MinutesLine {
  proposal: Proposal;
  together: string[];
  said: Step | null;
}

/** What was agreed on, the first in rank on top, and what was not (yet). */
export interface MinutesLists {
  agreed: MinutesLine[];
  open: MinutesLine[];
}

/**
 * Parts the proposals of an area into the two lists of its minutes: what its forum has spoken of by that, all else by how it
 * stands. Each stands in one line of one list, but those that were taken out, and those that support another: they stand in
 * its line. In the order given, but those that the forum has ranked come first, by their rank.
 * @param tier of the area's forum; null where the area has none
 */
export function minutesLists(proposals: readonly Proposal[], tier: Tier | null): MinutesLists {
  const standing = proposals.filter(({ status }) => status !== 'withdrawn');
  const joins = ({ supports }: Proposal) => supports !== undefined && !supports.apart;
  const codes = new Map(standing.filter(joins).map(({ _id, code }) => [_id, code]));
  const lines = standing
    .filter((proposal) => !joins(proposal))
    .map((proposal) => ({
      proposal,
      together: proposal.supporters.flatMap((id) => codes.get(id) ?? []),
      said: tier && wordOf(proposal, tier),
    }));
  const rankOf = ({ said }: MinutesLine) => said?.rank ?? Number.POSITIVE_INFINITY;
  return {
    agreed: lines.filter(isAgreed).toSorted((a, b) => compare(rankOf(a), rankOf(b))),
    open: lines.filter((line) => !isAgreed(line)),
  };
}

/** Where the forum has not spoken: what the office has accepted, and what has gone on from there. */
const isAgreed = ({ proposal, said }: MinutesLine) =>
  said ? said.outcome === 'passed' : placeOnWay(proposal.status) !== null;

const compare = (a: number, b: number) => (a === b ? 0 : a - b);
