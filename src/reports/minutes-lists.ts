import type { Proposal } from '../proposals/proposal.model.ts';
import type { ProposalStatus } from '../proposals/reasons.ts';

/** A line of the minutes: a proposal, and the codes of those that support it and were answered with it. */
export interface MinutesLine {
  proposal: Proposal;
  together: string[];
}

/** What was agreed on, the first in rank on top, and what was not (yet). */
export interface MinutesLists {
  agreed: MinutesLine[];
  open: MinutesLine[];
}

/** States of what a meeting has agreed on, and of what has gone on from there. */
const agreedStates: readonly ProposalStatus[] = [
  'accepted',
  'musrenbang-desa',
  'musrenbang-kecamatan',
  'skpd',
  'rkpd',
  'apbd',
  'realised',
];

/**
 * Parts the proposals of an area into the two lists of its minutes. Each stands in one line of one list, but those that
 * were taken out, and those that support another: they stand in its line. In the order given.
 */
export function minutesLists(proposals: readonly Proposal[]): MinutesLists {
  const standing = proposals.filter(({ status }) => status !== 'withdrawn');
  const joins = ({ supports }: Proposal) => supports !== undefined && !supports.apart;
  const codes = new Map(standing.filter(joins).map(({ _id, code }) => [_id, code]));
  const lines = standing
    .filter((proposal) => !joins(proposal))
    .map((proposal) => ({
      proposal,
      together: proposal.supporters.flatMap((id) => codes.get(id) ?? []),
    }));
  const isAgreed = ({ proposal }: MinutesLine) => agreedStates.includes(proposal.status);
  return { agreed: lines.filter(isAgreed), open: lines.filter((line) => !isAgreed(line)) };
}
