import type { Choice } from '../../channels/channel.ts';
import { type Bounds, coordinatesIn } from '../coordinates.ts';
import type { Size } from '../inputs/size.ts';
import { splitRequests } from '../requests.ts';
import type { AnswerValue } from '../types.ts';
import { asksForSomething } from './asking.ts';
import { groupNamed, type HeardWords, landNamed } from './choices-named.ts';
import { needsNoLand } from './goods.ts';
import { householdsNamed } from './households.ts';
import { placeNamed } from './place.ts';
import { sizeNamed } from './size.ts';

/** What must be known to read a sentence. */
export interface SentenceRules {
  /** It answers the question what is proposed; else it must ask for something itself. */
  isRequest: boolean;
  /** All villages of the district; asked for only where one may be named. */
  villages: () => readonly Choice[];
  /** Where the district lies; absent where nobody knows. */
  district: Bounds | undefined;
  /** The words by which each choice of these roles is known in a sentence. */
  heard: (role: 'group' | 'land') => HeardWords;
}

/** What a sentence says of a request, as far as that is sure. */
export interface Said {
  /** Whether it asks for something. */
  asks: boolean;
  size: Size | null;
  households: number | null;
  place: Extract<AnswerValue, { kind: 'place' }> | null;
  group: string | null;
  land: string | null;
}

/** The choice of land for what is not built anywhere. */
const NO_LAND = 'not-needed';

/** Of bare coordinates within a sentence: about a hundred metres. */
const decimals = 3;

const nothing: Said = { asks: false, size: null, households: null, place: null, group: null, land: null };

/**
 * Reads what a sentence says; of several requests nothing, for nobody knows which is meant. What only tells a problem says no more than where: its numbers are of what is broken, and of
 * who suffers.
 */
export function readSentence(text: string, { isRequest, villages, district, heard }: SentenceRules): Said {
  if (splitRequests(text).length > 1) return nothing;
  const found = coordinatesIn(text, decimals, district);
  const words = found?.rest ?? text;
  const asks = isRequest || asksForSomething(text);
  return {
    asks,
    size: asks ? sizeNamed(words) : null,
    households: asks ? householdsNamed(words) : null,
    place: found ? { kind: 'place', ...found.point } : placeNamed(text, villages),
    group: asks ? groupNamed(text, heard('group')) : null,
    land: asks ? (landNamed(text, heard('land')) ?? (needsNoLand(text) ? NO_LAND : null)) : null,
  };
}
