/** Things that are usually not the district's work; `place` are words after which a thing only tells where or for whom. */
export interface AuthorityRules {
  place: string[];
  things: { level: 'village' | 'province' | 'central'; words: string[]; source: string }[];
}

/** A level of government other than the district. */
type Level = AuthorityRules['things'][number]['level'];

/**
 * Which level of government usually does what is proposed, and the proposer's own words for it; null where no rule
 * names it.
 */
export function authorityOf(
  text: string,
  rules: AuthorityRules | undefined,
): { level: Level; words: string } | null {
  const named = rules && firstNamed(text, rules.things, rules.place);
  return named ? { level: named.thing.level, words: named.words } : null;
}

/**
 * The thing that a text names first, in its own words; null where it names none.
 * @param things with their names: lower-case whole words
 * @param place words after which a thing only says where ("jalan menuju SMK") or for whom, and is not what is asked for
 */
export function firstNamed<Thing extends { words: readonly string[] }>(
  text: string,
  things: readonly Thing[],
  place: readonly string[],
): { thing: Thing; words: string } | null {
  const own = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = own.map((word) => word.toLowerCase());
  const found = things
    .flatMap((thing) => thing.words.map((name) => ({ thing, name, at: placeOf(said, name, place) })))
    .filter(({ at }) => at >= 0)
    // What is named first is what is asked for; of two names that begin at the same word, the longer one.
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length);
  const [first] = found;
  if (!first) return null;
  const length = first.name.split(' ').length;
  return { thing: first.thing, words: own.slice(first.at, first.at + length).join(' ') };
}

/** Where a name stands as the thing itself; -1 where it does not. */
function placeOf(said: string[], name: string, place: readonly string[]): number {
  const wanted = name.split(' ');
  return said.findIndex(
    (_, at) =>
      wanted.every((word, index) => said[at + index] === word) &&
      !said.slice(0, at).some((word, index) => place.includes(word) && at - index <= reach),
  );
}

/** Words between a preposition and what it belongs to: "di samping gedung SMK". */
const reach = 3;
