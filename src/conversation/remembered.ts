/** Results kept at most by one memory; past this it starts afresh, for labels of villages and twins come and go. */
const most = 5_000;

/** What is longer is rarely met twice, in characters. */
const longest = 200;

/**
 * A pure function of a text that does the same work for the same text once: people answer in few words, and each message
 * is looked at for several reasons.
 * @param of its results are shared, so nobody may change them
 */
export function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, { made: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.made;
    const made = of(text);
    if (text.length > longest) return made;
    if (known.size >= most) known.clear();
    known.set(text, { made });
    return made;
  };
}
