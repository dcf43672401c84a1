/** Things that are usually not the district's work; `place` are words after which a thing only tells where or for whom. */
export interface AuthorityRules {
  place: string[];
  things: { level: 'village' | 'province' | 'central'; words: string[]; source: string }[];
}

/** A level of government other than the district. */
type Level = AuthorityRules['things'][number]['level'];

/**
 * Which level of government usually does what is proposed, and the proposer's own words for it; null where no rule
 * names it. A thing that only says where ("jalan menuju SMK") or for whom is not what is proposed.
 */
export function authorityOf(
  text: string,
  rules: AuthorityRules | undefined,
): { level: Level; words: string } | null {
  if (!rules) return null;
  const own = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = own.map((word) => word.toLowerCase());
  const found = rules.things
    .flatMap(({ level, words }) =>
      words.map((name) => ({ level, words: name, at: placeOf(said, name, rules.place) })),
    )
    .filter(({ at }) => at >= 0)
    // What is named first is what is asked for; of two names that begin at the same word, the longer one.
    .sort((a, b) => a.at - b.at || b.words.length - a.words.length);
  const [first] = found;
  if (!first) return null;
  const length = first.words.split(' ').length;
  return { level: first.level, words: own.slice(first.at, first.at + length).join(' ') };
}

/** Where a name stands as the thing itself; -1 where it does not. */
function placeOf(said: string[], name: string, place: string[]): number {
  const wanted = name.split(' ');
  return said.findIndex(
    (_, at) =>
      wanted.every((word, index) => said[at + index] === word) &&
      !said.slice(0, at).some((word, index) => place.includes(word) && at - index <= reach),
  );
}

/** Words between a preposition and what it belongs to: "di samping gedung SMK". */
const reach = 3;
