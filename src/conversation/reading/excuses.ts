import type { Phrase } from './grammar.ts';

/** So many words say where somebody has been: "tadi di kebun karet". What is longer may be an answer. */
const mostWords = 2;

const isOwn = ({ classes, here }: Phrase) => classes.size === 0 && !here;

/**
 * A message without what only tells why its answer comes late: "maaf baru balas, tadi di kebun" names no place. Where
 * somebody has been is an excuse only beside a word of being late; elsewhere it may be what is told.
 */
export function withoutExcuses(clauses: Phrase[][]): Phrase[][] {
  const isLate = clauses.some((clause) => clause.some(({ classes }) => classes.has('late')));
  return isLate ? clauses.map(withoutWhereabouts) : clauses;
}

function withoutWhereabouts(clause: Phrase[]): Phrase[] {
  const at = clause.findIndex(({ classes }) => classes.has('whereabouts'));
  if (at === -1) return clause;
  const behind = clause.slice(at + 1);
  const end = behind.findIndex((phrase) => !isOwn(phrase));
  const words = end === -1 ? behind.length : end;
  return words > mostWords ? clause : [...clause.slice(0, at), ...behind.slice(words)];
}
