import type { Token } from './tokenise.ts';

/** Words of place, see `data/places.yaml`. */
export interface PlaceWords {
  leads: ReadonlySet<string>;
  between: ReadonlySet<string>;
  landmarks: ReadonlySet<string>;
  partsOfNames: ReadonlySet<string>;
  ownParts: ReadonlySet<string>;
  doings: ReadonlySet<string>;
  districts: ReadonlySet<string>;
  names: ReadonlySet<string>;
  kinds: ReadonlySet<string>;
}

/** What a street is called after; said with a capital and a name after the end of a sentence, it says where. */
const street = /^(jl|jln|gg|komp|komplek|perum|perumahan|blok)$/;
const sentenceEnd = /[.,;:|\n(/–-]\s*$/;
/** Stand before words of place and go with them: `di samping`, `dari depan`. */
const prepositions = /^(di|ke|dari|pada|yang|in|at)$/;
/** Words of place may be this many words away from their place. */
const MOST_BETWEEN = 2;
const LONGEST_NAME = 3;

/**
 * Leaves out the words of addresses, which would else speak for roads and rivers: a street after the end of a
 * sentence (`..., Jl. Melati RT 02`), with its name, and what a part of the district is called after (`Dusun Taman Sari`).
 */
export function withoutAddresses(text: string, tokens: Token[], places: PlaceWords): Token[] {
  const left: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (!token) break;
    const isNext = next !== undefined && text.slice(token.end, next.start).length <= 2;
    const isNamed = isNext && isCapital(text, next);
    if (isNamed && street.test(token.word) && (at === 0 || sentenceEnd.test(text.slice(0, token.start)))) {
      at += 1;
      continue;
    }
    left.push(token);
    if (!isNext || !places.districts.has(token.word) || places.kinds.has(next.word)) continue;
    if (isNamed ? places.names.has(next.word) || hasSmall(text, tokens, at) : isNameOf(tokens, at, places))
      at += nameLength(text, tokens, at + 1, places);
  }
  return left;
}

/** In small letters only two words that places are called after are a name: `dusun taman sari`, not `desa pasar murah`. */
const isNameOf = (tokens: Token[], at: number, { names }: PlaceWords) =>
  names.has(tokens[at + 1]?.word ?? '') && names.has(tokens[at + 2]?.word ?? '');

/** Whether an ordinary word before has no capital: where all have one, a capital marks no name. */
const hasSmall = (text: string, tokens: Token[], at: number) =>
  tokens.some(
    (token, index) => index !== at && index > 0 && token.word.length > 4 && !isCapital(text, token),
  );

/** How many words from one on are a name, at least one. */
function nameLength(text: string, tokens: Token[], from: number, { names }: PlaceWords): number {
  let length = 1;
  while (length < LONGEST_NAME) {
    const [before, token] = [tokens[from + length - 1], tokens[from + length]];
    if (!before || !token || text.slice(before.end, token.start) !== ' ') break;
    if (!isCapital(text, token) && !names.has(token.word)) break;
    length += 1;
  }
  return length;
}

/**
 * Leaves out landmarks, `dekat masjid dan balai desa`, where something is asked for besides: the place stands where a
 * word of place leads it, with its name. A part of the place keeps it (`halaman depan masjid`).
 */
export function withoutLandmarks(
  text: string,
  tokens: Token[],
  places: PlaceWords,
  isKnown: (word: string) => boolean,
): Token[] {
  const masked = new Set<Token>();
  for (let at = 0; at < tokens.length; at++) {
    if (!places.leads.has(tokens[at]?.word ?? '') || places.ownParts.has(tokens[at - 1]?.word ?? ''))
      continue;
    const end = landmarkEnd(text, tokens, at + 1, places, isKnown);
    const begin = prepositions.test(tokens[at - 1]?.word ?? '') ? at - 1 : at;
    if (end > at + 1) for (const token of tokens.slice(begin, end)) masked.add(token);
    at = Math.max(at, end - 1);
  }
  if (masked.size === 0) return tokens;
  const left = tokens.filter((token) => !masked.has(token));
  const isAskedFor = left.some(
    ({ word }) => word.length > 2 && isKnown(word) && !places.doings.has(word) && !places.leads.has(word),
  );
  return isAskedFor ? left : tokens;
}

/** Where the landmark ends that begins at a word or little after it; the same word where there is none. */
function landmarkEnd(
  text: string,
  tokens: Token[],
  from: number,
  places: PlaceWords,
  isKnown: (word: string) => boolean,
): number {
  let place = from;
  while (place < from + MOST_BETWEEN && places.between.has(tokens[place]?.word ?? '')) place += 1;
  if (!places.landmarks.has(tokens[place]?.word ?? '')) return from;
  let end = place + 1;
  for (; end < tokens.length; end++) {
    const [before, token] = [tokens[end - 1], tokens[end]];
    if (!before || !token || /[.,;:\n(]/.test(text.slice(before.end, token.start))) break;
    const isName =
      places.partsOfNames.has(token.word) ||
      places.landmarks.has(token.word) ||
      isCapital(text, token) ||
      !isKnown(token.word);
    if (!isName && !leadsOn(tokens, end, places)) break;
  }
  return end;
}

/** `dan`, `sampai`, `ke` between two places: `dari masjid sampai kantor desa`. */
const leadsOn = (tokens: Token[], at: number, places: PlaceWords) =>
  /^(dan|atau|sampai|hingga|ke|dengan|and|or)$/.test(tokens[at]?.word ?? '') &&
  places.landmarks.has(tokens[at + 1]?.word ?? '');

const isCapital = (text: string, { start }: Token) => {
  const letter = text[start];
  return letter !== undefined && letter !== letter.toLowerCase();
};
