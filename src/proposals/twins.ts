/** Proposals that may ask for the same thing, shown to whoever is writing one; `similar.ts` is for whoever reviews one. */

import { twinsAmong } from '../classification/similarity.ts';
import type { Twin } from '../conversation/twin.ts';
import { seatOf } from '../people/seats.ts';
import type { RoundId } from '../rounds/round.model.ts';
import { collectionOf } from '../storage/collection-of.ts';
import { maskPersonal } from '../texts/mask.ts';
import { askTogether } from './ask-together.ts';
import { isCounted, type Proposal, ProposalModel } from './proposal.model.ts';

/** How many twins a proposer is shown. */
const mostTwins = 3;
/**
 * The newest of a village that a draft is compared with: many times what the RT of one may propose in a round, and few enough
 * for a talk to wait for.
 */
const mostCompared = 300;

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
  '_id' | 'code' | 'village' | 'title' | 'issue' | 'quotaKey' | 'supports' | 'support' | 'status'
> &
  Partial<Pick<Proposal, 'classification' | 'decision' | 'answers'>>;
const fields = {
  code: 1,
  village: 1,
  title: 1,
  issue: 1,
  'classification.primary': 1,
  quotaKey: 1,
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
  const { quotaKey, text, issue } = draft;
  const newest = await newestOf(draft);
  // Of those that are equally alike the oldest comes first, whichever index the database reads by.
  const all = newest.toReversed();
  const byId = new Map(all.map((one) => [one._id, one]));
  const alike = twinsAmong({ text, issue }, all.map(comparable), Number.POSITIVE_INFINITY);
  const heads = alike.map(({ twin: { proposal } }) => headOf(proposal, byId));
  const open = heads.filter((one) => isOpen(one) && one.quotaKey !== quotaKey);
  return [...new Set(open)].slice(0, mostTwins).map(toTwin);
}

/** What a draft is compared with, the newest first. */
const newestOf = askTogether(async (drafts: readonly Draft[], round) => {
  const villages = [...new Set(drafts.map(({ village }) => village))];
  const found = await newestIn(round, villages);
  // One village that has more may have crowded the others out; so each is looked at by itself.
  const areCut = villages.length > 1 && found.length === mostCompared * villages.length;
  const all = areCut
    ? (await Promise.all(villages.map((village) => newestIn(round, [village])))).flat()
    : found;
  return ({ village }) => all.filter((one) => one.village === village).slice(0, mostCompared);
});

const newestIn = (round: RoundId, villages: readonly string[]): Promise<Compared[]> =>
  collectionOf<Proposal>(ProposalModel)
    .find({ round, village: { $in: [...villages] }, ...isCounted }, { projection: fields })
    .sort({ submittedAt: -1, code: -1 })
    .limit(mostCompared * villages.length)
    .toArray();

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
