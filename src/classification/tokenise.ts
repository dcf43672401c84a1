/** A word of a text, in lower case, and where it stands there (UTF-16 offsets, `end` exclusive). */
export interface Token {
  word: string;
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Longer than any word of the language: a link, a key pressed too long. Stemming it would only cost time. */
const LONGEST_WORD = 40;

/**
 * Words of a text in order. Figures, measures (`5km`) and RT or RW numbers say where and how much, not what, and
 * are left out, so is the `sd` (up to) between them; doubling (`anak2`, `gorong-gorong`) and drawn-out letters (`tolooong`) are undone.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const found = [...text.matchAll(WORD)];
  found.forEach((match, index) => {
    const raw = match[0].normalize('NFKC').toLowerCase();
    const next = found[index + 1]?.[0] ?? '';
    if (/^\p{N}/u.test(raw) || raw.length > LONGEST_WORD || isPlaceNumber(raw, next)) return;
    if (raw === 'sd' && /^(\d|rt|rw)/i.test(next) && /\d/.test(found[index - 1]?.[0] ?? '')) return;
    const word = undouble(raw);
    const last = tokens.at(-1);
    const end = match.index + match[0].length;
    if (last && last.word === word) last.end = end;
    else tokens.push({ word, start: match.index, end });
  });
  return tokens;
}

const isPlaceNumber = (word: string, next: string) =>
  /^r[tw]\d+$/.test(word) || (/^r[tw]$/.test(word) && /^\d/.test(next));

const undouble = (word: string) =>
  word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/^(\p{L}{2,}?)\d+(nya|an|ku)?$/u, '$1');
