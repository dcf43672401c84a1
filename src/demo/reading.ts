/** What a person makes of a message: only from what is on the screen, its text and its choices. */

/** A message as a person sees it. */
export interface Seen {
  text: string;
  /** Labels of buttons or numbered lines, in their order. */
  choices: string[];
}

/** Where a person finds themselves to be. */
export type Place =
  /** One of the nine questions, by its mark "3/9". */
  | { at: 'question'; number: number; choices: string[] }
  /** One of the five questions a stranger is asked, "2/5". */
  | { at: 'introduction'; number: number; choices: string[] }
  | { at: 'consent' | 'twins' | 'mirror' | 'more' | 'choice'; choices: string[] };

/** Reads a message; null when it asks nothing. */
export function read({ text, choices }: Seen): Place | null {
  const mark = /(?<![\d/])([1-9])\/([59])(?![\d/])/.exec(text);
  if (mark) return { at: mark[2] === '9' ? 'question' : 'introduction', number: Number(mark[1]), choices };
  if (choices.length === 0) return null;
  const has = (word: string) => choices.some((label) => plain(label).split(' ').includes(word));
  if (has('bukan') && has('ya')) return { at: 'consent', choices };
  if (has('dukung')) return { at: 'twins', choices };
  if (has('kirim')) return { at: 'mirror', choices };
  if (has('selesai') && has('lain')) return { at: 'more', choices };
  return { at: 'choice', choices };
}

/**
 * Codes that a message gives its reader to ask by: "Ketik CEK RR-26-0307-0042", as every receipt ends. A code without
 * that word, as of a proposal that somebody supports, is another's.
 */
export function receiptsIn(text: string): string[] {
  return [...text.matchAll(/\bCEK (RR-\d{2}-\d{4}-\d{4})\b/g)].flatMap(([, code]) => code ?? []);
}

/** A label as one would say it: without its number and signs, in lower case. */
export function plain(label: string): string {
  return label
    .toLowerCase()
    .replace(/^\s*\d+[.)]\s*/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Place of the choice whose label is nearest to the words in mind, or -1 when none shares a word with them. */
export function nearest(choices: string[], wanted: string): number {
  const words = new Set(plain(wanted).split(' '));
  let best = { index: -1, score: 0 };
  for (const [index, label] of choices.entries()) {
    const labelWords = plain(label).split(' ');
    const shared = labelWords.filter((word) => words.has(word)).length;
    const score = shared / (words.size + labelWords.length - shared);
    if (score > best.score) best = { index, score };
  }
  return best.index;
}
