/** The ranks of one list: those that people gave, the rest by score. Pure. */

/** One that is on the list. */
export interface Ranked {
  id: string;
  /** By the criteria; null where this list is not ranked by them. */
  score: number | null;
  /** As it was typed; absent: by its score. */
  rank?: number | undefined;
}

/** What came of it. */
export interface Ranks {
  /** Of each that has one. */
  ranks: ReadonlyMap<string, number>;
  /** Those that stand elsewhere than the criteria put them: as few as explain the order. */
  overruled: ReadonlySet<string>;
  /** Ranks that are given twice, each with all who have it. */
  twice: ReadonlyMap<number, string[]>;
}

/**
 * Ranks a list. Those without a rank take the places that are free, the better score first; where there are no scores
 * they stay without.
 * @param taken ranks of others that are on the same list already
 */
export function rankList(list: readonly Ranked[], taken: ReadonlyMap<number, string>): Ranks {
  const ranks = new Map<string, number>();
  const byRank = new Map<number, string[]>([...taken].map(([rank, id]) => [rank, [id]]));
  for (const { id, rank } of list) {
    if (rank === undefined) continue;
    ranks.set(id, rank);
    byRank.set(rank, [...(byRank.get(rank) ?? []), id]);
  }
  const waiting = list.filter(({ rank, score }) => rank === undefined && score !== null);
  let next = 1;
  for (const { id } of waiting.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))) {
    while (byRank.has(next)) next += 1;
    byRank.set(next, [id]);
    ranks.set(id, next);
  }
  const twice = new Map([...byRank].filter(([, ids]) => ids.length > 1));
  return { ranks, overruled: outOfOrder(list, ranks), twice };
}

/**
 * All but the longest run, in the order of the ranks, whose scores do not rise. Of two runs as long, the one with more that
 * nobody has typed: whoever typed a rank is asked why.
 */
function outOfOrder(list: readonly Ranked[], ranks: ReadonlyMap<string, number>): Set<string> {
  const inOrder = list
    .filter(({ id, score }) => score !== null && ranks.has(id))
    .toSorted((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0));
  const runs: { length: number; before: number }[] = [];
  const untyped = 1 / (inOrder.length + 1);
  for (const [index, { score, rank }] of inOrder.entries()) {
    const own = rank === undefined ? 1 + untyped : 1;
    let best = { length: own, before: -1 };
    for (let before = 0; before < index; before += 1) {
      const length = (runs[before]?.length ?? 0) + own;
      if ((inOrder[before]?.score ?? 0) >= (score ?? 0) && length > best.length) best = { length, before };
    }
    runs.push(best);
  }
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const kept = new Set<string>();
  let at = runs.findIndex(({ length }) => length === longest);
  while (at >= 0) {
    kept.add(inOrder[at]?.id ?? '');
    at = runs[at]?.before ?? -1;
  }
  return new Set(inOrder.map(({ id }) => id).filter((id) => !kept.has(id)));
}
