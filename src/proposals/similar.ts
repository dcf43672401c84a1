/** Proposals that may ask for the same as one of them, for whoever reviews that one. */
import { twinsAmong } from '../classification/similarity.ts';
import type { Scope } from '../users/scope.ts';
import { inScope } from './filter.ts';
import { orders } from './orders.ts';
import type { Proposal, ProposalId } from './proposal.model.ts';
import { type Row, rowsOf } from './rows.ts';

/** A proposal like another. */
export interface Similar {
  proposal: Row;
  /** 0 to 1, at least `TWIN_AT`. */
  likeness: number;
}

/** How many are shown of the village, and of all others. */
const mostShown = 5;
/** Of other villages only so many are compared: those that share the rarest words with it. */
const mostCompared = 200;
/** By so many proposals of the round it is judged how rare a word is there. */
const ordinaryCount = 400;

/**
 * The proposals of a round most like one of them, in whatever state, best first: those of its village, and those of
 * other villages within the scope. Those that it is tied to by support are left out; they are shown as such.
 */
export async function similarTo(
  proposal: Pick<
    Proposal,
    '_id' | 'round' | 'village' | 'title' | 'issue' | 'classification' | 'supports' | 'supporters'
  >,
  scope: Scope,
): Promise<{ village: Similar[]; elsewhere: Similar[] }> {
  const { _id, round, village, supports, supporters } = proposal;
  const tied = new Set<ProposalId | undefined>([_id, supports?.id, ...supporters]);
  const within = inScope(scope);
  const others = (await rowsOf(round))
    .inOrder(orders.waiting)
    .filter((row) => !row.unconfirmed && within(row) && !tied.has(row.id));
  const own = others.filter((row) => row.village === village);
  const foreign = sharingRareWords(
    proposal.title,
    others.filter((row) => row.village !== village),
  );
  const fresh = comparable({ ...proposal, guess: proposal.classification?.primary ?? null });
  const ordinary = everySo(others, ordinaryCount).map(comparable);
  const like = (some: Row[]) =>
    twinsAmong(fresh, some.map(comparable), mostShown, ordinary).map(({ twin, likeness }) => ({
      proposal: twin.proposal,
      likeness,
    }));
  return { village: like(own), elsewhere: like(foreign) };
}

const comparable = <P extends Pick<Row, 'title' | 'issue' | 'guess'>>(proposal: P) => ({
  text: proposal.title,
  issue: proposal.issue ?? proposal.guess,
  proposal,
});

/** So many of a list, evenly spread over it: the same ones each time, so that what was read of them is known. */
function everySo<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_, index) => index % step === 0);
}

/** Those of a list that share most with a text, by words that few of the others have. Reading them all is dear. */
function sharingRareWords(title: string, rows: Row[]): Row[] {
  if (rows.length <= mostCompared) return rows;
  const words = [...new Set(title.toLowerCase().match(/\p{L}{3,}/gu) ?? [])];
  const having = words.map((word) => rows.filter(({ said }) => said.includes(word)));
  const shared = new Map<Row, number>();
  for (const some of having)
    for (const row of some) shared.set(row, (shared.get(row) ?? 0) + Math.log(rows.length / some.length));
  return [...shared]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostCompared)
    .map(([row]) => row);
}
