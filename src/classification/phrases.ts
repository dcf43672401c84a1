import type { Token } from './tokenise.ts';

/** Words that stand for others: what is written, what is meant. */
export type Phrase = [written: string[], meant: string[]];

/** Several words that stand for others, by their first word, longest first. */
export type PhraseTable = Map<string, { words: string[]; output: string[] }[]>;

/** Makes a table of phrases. The first of two with the same words wins. */
export function phraseTable(pairs: Iterable<Phrase>): PhraseTable {
  const table: PhraseTable = new Map();
  for (const [words, output] of pairs) {
    const [first] = words;
    if (first === undefined) continue;
    const entries = table.get(first) ?? [];
    entries.push({ words, output });
    table.set(first, entries);
  }
  for (const entries of table.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return table;
}

/** Replaces phrases from left to right, the longest first; each word put in stands where the whole phrase stood. */
export function replacePhrases(tokens: Token[], table: PhraseTable): Token[] {
  const replaced: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const first = tokens[at];
    if (!first) break;
    const entry = table
      .get(first.word)
      ?.find(({ words }) => words.every((word, offset) => tokens[at + offset]?.word === word));
    const taken = entry?.words.length ?? 1;
    const end = tokens[at + taken - 1]?.end ?? first.end;
    for (const word of entry?.output ?? [first.word]) replaced.push({ word, start: first.start, end });
    at += taken;
  }
  return replaced;
}
