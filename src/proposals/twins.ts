/** Proposals that may ask for the same thing: shown to whoever is writing one, and to whoever reviews one. */

import { twinsAmong } from '../classification/similarity.ts';
import type { Twin } from '../conversation/types.ts';
import { seatOf } from '../people/seats.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { maskPersonal } from '../texts/mask.ts';
import { type Scope, within } from '../users/scope.ts';
import { isCounted, type Proposal, ProposalModel } from './proposal.model.ts';

/** How many twins a proposer is shown. */
const mostTwins = 3;

/** A proposal that is being written, as it is compared with those of its village. */
export interface Draft {
  round: RoundId;
  village: string;
  /** Whose it is: nobody is asked to support themselves. */
  quotaKey: string;
  /** What is proposed. */
  text: string;
  /** The likeliest issue, or `none`; null where nobody knows. */
  issue: string | null;
}

/** What is compared and shown of each proposal. */
type Compared = Pick<
  Proposal,
  '_id' | 'code' | 'title' | 'issue' | 'quotaKey' | 'village' | 'supports' | 'support' | 'status'
> &
  Partial<Pick<Proposal, 'classification' | 'decision' | 'answers'>>;
const fields = {
  code: 1,
  title: 1,
  issue: 1,
  'classification.primary': 1,
  quotaKey: 1,
  village: 1,
  supports: 1,
  support: 1,
  status: 1,
  'decision.releasedAt': 1,
  'answers.place': 1,
} as const;

/**
 * The most alike of the village's proposals that are still to be answered, best first. One that supports another
 * stands for that other, so that support never goes in chains.
 */
export async function findTwins(draft: Draft): Promise<Twin[]> {
  const { round, village, quotaKey, text, issue } = draft;
  const all: Compared[] = await ProposalModel.find({ round, village, ...isCounted }, fields).lean();
  const byId = new Map(all.map((one) => [one._id, one]));
  const alike = twinsAmong({ text, issue }, all.map(comparable), Number.POSITIVE_INFINITY);
  const heads = alike.map(({ twin: { proposal } }) => headOf(proposal, byId));
  const open = heads.filter((one) => isOpen(one) && one.quotaKey !== quotaKey);
  return [...new Set(open)].slice(0, mostTwins).map(toTwin);
}

const isOpen = ({ status, decision }: Compared) => status !== 'withdrawn' && !decision?.releasedAt;

function headOf(one: Compared, byId: ReadonlyMap<string, Compared>): Compared {
  const head = one.supports && byId.get(one.supports.id);
  return head && isOpen(head) ? head : one;
}

function comparable<P extends Compared>(proposal: P) {
  return {
    text: proposal.title,
    issue: proposal.issue ?? proposal.classification?.primary ?? null,
    proposal,
  };
}

/** A proposal like another, for whoever reviews that one. */
export interface Similar {
  proposal: Compared;
  /** 0 to 1, at least {@link TWIN_AT}. */
  likeness: number;
}

/** How many similar proposals a reviewer is shown of the village, and of all others. */
const mostShown = 5;

/**
 * The proposals of a round most like one of them, in whatever state, best first: those of its village, and those of
 * other villages within the scope. Those that it is tied to by support are left out; they are shown as such.
 */
export async function similarTo(
  proposal: Proposal,
  scope: Scope,
): Promise<{ village: Similar[]; elsewhere: Similar[] }> {
  const { _id, round, village, supports, supporters } = proposal;
  const all: Compared[] = await ProposalModel.find({ round, ...isCounted, ...within(scope) }, fields).lean();
  const tied = new Set([_id, supports?.id, ...supporters]);
  const others = all.filter((one) => !tied.has(one._id));
  const own = others.filter((one) => one.village === village);
  const foreign = others.filter((one) => one.village !== village);
  const like = (some: Compared[]) =>
    twinsAmong(comparable(proposal), some.map(comparable), mostShown).map(({ twin, likeness }) => ({
      proposal: twin.proposal,
      likeness,
    }));
  return { village: like(own), elsewhere: like(foreign) };
}

function toTwin({ code, quotaKey, title, answers, support }: Compared): Twin {
  const place = answers?.place?.value;
  const landmark = place?.kind === 'place' ? (place.landmark ?? '') : '';
  return {
    code,
    ...seatOf(quotaKey),
    title: maskPersonal(title),
    place: maskPersonal(landmark),
    supporters: support ?? 0,
  };
}
