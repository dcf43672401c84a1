/**
 * How alike two proposals are, for finding twins within a village. Cosine over what they name: the lexicon's terms, so that
 * synonyms and Banjar words are one, and runs of three and four letters of all other words; weighted by how rare each is in
 * the village. Less where each side names a thing of its own or another place, times the agreement of their issues.
 * Whole-text distances (Levenshtein, Dice) are worse than chance here, because proposals that differ in one word
 * ("bibit karet", "bibit padi") share all the others.
 */
import { type Naming, readNaming } from './naming.ts';

/** From this likeness on a person is asked whether it is the same. */
export const TWIN_AT = 0.5;
const MOST_TWINS = 3;
/** Taken off where each side names a thing that the other lacks. */
const CONFLICT = 0.35;
/** What is left of the likeness where both say where, and not the same: RT 08 and RT 12. */
const OTHER_PLACE = 0.3;
/** What is left of the likeness where both issues are known and differ. */
const OTHER_ISSUE = 0.75;

/** A proposal as it is compared. */
export interface Comparable {
  /** What is proposed. */
  text: string;
  /** Issue in force, or the likeliest one; null where none is known. */
  issue: string | null;
}

/**
 * The most alike of some proposals, best first, all at {@link TWIN_AT} or above.
 * @param most how many; three, as a proposer is shown
 * @param ordinary texts by which rarity is judged, where the others were chosen for being alike; the others themselves
 * where they are all of a village
 */
export function twinsAmong<T extends Comparable>(
  fresh: Comparable,
  others: T[],
  most: number = MOST_TWINS,
  ordinary: Comparable[] = [fresh, ...others],
): { twin: T; likeness: number }[] {
  if (others.length === 0) return [];
  const { near, likeness } = comparer([fresh, ...others], ordinary);
  return (
    others
      // What is not near is no twin; the rest is judged only for the few that are, since it costs most.
      .filter((twin) => near(fresh, twin) >= TWIN_AT)
      .map((twin) => ({ twin, likeness: likeness(fresh, twin) }))
      .filter((found) => found.likeness >= TWIN_AT)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, most)
  );
}

/** From this nearness on of words alone, a person is asked whether it is the same thing. */
const WORDS_AT = 0.3;

/**
 * Texts that share most of what they name with another, the nearest first, for a person to judge: what differs (another place, a
 * thing of its own) parts nothing here. An office's "Pembangunan jalan usaha tani" and a village's "jalan ke sawah" are near.
 * @param ordinary texts by which rarity is judged, these among them
 */
export function nearInWords<T extends Comparable>(
  fresh: Comparable,
  others: T[],
  ordinary: Comparable[],
): { near: T; nearness: number }[] {
  const { near: nearnessOf } = comparer([fresh, ...others], ordinary);
  return others
    .map((near) => ({ near, nearness: nearnessOf(fresh, near) }))
    .filter(({ nearness }) => nearness >= WORDS_AT)
    .sort((a, b) => b.nearness - a.nearness);
}

/** @param all the proposals of one village, by which rarity is judged; returns the likeness of two of them, 0 to 1 */
export function likenessWithin(all: Comparable[]): (a: Comparable, b: Comparable) => number {
  return comparer(all, all).likeness;
}

function comparer(all: Comparable[], ordinary: Comparable[]) {
  forgetWhenFull();
  const texts = new Map(all.map((one) => [one, readText(one.text)]));
  const rarity = rarityOf(ordinary.map(({ text }) => readText(text)));
  const lengths = new Map([...texts].map(([one, text]) => [one, Math.sqrt(product(text, text, rarity))]));
  const near = (a: Comparable, b: Comparable) => {
    const length = (lengths.get(a) ?? 0) * (lengths.get(b) ?? 0);
    return length === 0 ? 0 : product(texts.get(a) ?? empty, texts.get(b) ?? empty, rarity) / length;
  };
  return {
    near,
    likeness(a: Comparable, b: Comparable): number {
      const [one, other] = [texts.get(a) ?? empty, texts.get(b) ?? empty];
      const conflict = inConflict(one.naming, other.naming) ? CONFLICT : 0;
      const agreement = a.issue && b.issue && a.issue !== b.issue ? OTHER_ISSUE : 1;
      const place = areElsewhere(one.naming, other.naming) ? OTHER_PLACE : 1;
      return Math.max(0, near(a, b) - conflict) * agreement * place;
    },
  };
}

/** A text as it is compared. */
interface ReadText {
  naming: Naming;
  /** Numbers of its terms and runs of letters, ascending, and what each weighs in it. */
  grams: Int32Array;
  counts: Float64Array;
}
const empty: ReadText = {
  naming: { things: [], words: [], places: [] },
  grams: new Int32Array(),
  counts: new Float64Array(),
};

/** Texts read before: a district's proposals are compared again and again, and never change. */
const read = new Map<string, ReadText>();
const numbers = new Map<string, number>();
/** Then all is forgotten and begun anew: some 40 MB. */
const mostRead = 20_000;

/** Between comparisons only: within one, all numbers must be of the same count. */
function forgetWhenFull(): void {
  if (read.size < mostRead) return;
  read.clear();
  numbers.clear();
}

function readText(text: string): ReadText {
  const known = read.get(text);
  if (known) return known;
  const naming = readNaming(text);
  const counted = new Map<number, number>();
  const count = (feature: string, weight: number) => {
    const number = numbers.get(feature) ?? numbers.size;
    numbers.set(feature, number);
    counted.set(number, (counted.get(number) ?? 0) + weight);
  };
  for (const thing of naming.things) count(thing, THING);
  for (const place of naming.places) count(place, PLACE);
  for (const word of naming.words) {
    const grams = gramsOf(word);
    // A word weighs the same, however long.
    for (const gram of grams) count(gram, WORD / Math.sqrt(grams.length));
  }
  const grams = Int32Array.from(counted.keys()).sort();
  const made = { naming, grams, counts: Float64Array.from(grams, (gram) => counted.get(gram) ?? 0) };
  read.set(text, made);
  return made;
}

/** What a term of the lexicon, another word and the number of a place weigh. Chosen on two of the villages of the test. */
const THING = 1;
const WORD = 0.8;
const PLACE = 0.8;

/** Runs of three and four letters; a word's ends count, so that short words are told apart. */
function gramsOf(word: string): string[] {
  const padded = `<${word}>`;
  return [3, 4].flatMap((size) =>
    Array.from({ length: Math.max(0, padded.length - size + 1) }, (_, at) => padded.slice(at, at + size)),
  );
}

/** What each gram weighs, by its number: the more, the fewer of the texts have it. */
function rarityOf(texts: ReadText[]): Float64Array {
  const frequency = new Float64Array(numbers.size);
  for (const { grams } of texts) for (const gram of grams) frequency[gram] = (frequency[gram] ?? 0) + 1;
  return frequency.map((found) => Math.log((1 + texts.length) / (1 + found)) + 1);
}

/** The scalar product of two texts' weighted grams; both are walked through side by side. */
function product(a: ReadText, b: ReadText, rarity: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.grams.length && j < b.grams.length; ) {
    const [mine, theirs] = [a.grams[i] ?? 0, b.grams[j] ?? 0];
    if (mine === theirs) sum += (a.counts[i] ?? 0) * (b.counts[j] ?? 0) * (rarity[mine] ?? 0) ** 2;
    if (mine <= theirs) i += 1;
    if (theirs <= mine) j += 1;
  }
  return sum;
}

/** Each side names a thing that the other has nothing like: a bridge and a road, rubber and rice. */
function inConflict(a: Naming, b: Naming): boolean {
  const own = (mine: Naming, theirs: Naming) => mine.things.some((thing) => !theirs.things.includes(thing));
  return own(a, b) && own(b, a);
}

/** Both say where, by number, and no number is the same. */
function areElsewhere(a: Naming, b: Naming): boolean {
  const ofKind = (naming: Naming, kind: string) => naming.places.filter((place) => place.startsWith(kind));
  return a.places.some((place) => {
    const kind = place.slice(0, place.indexOf(' ') + 1);
    const theirs = ofKind(b, kind);
    return theirs.length > 0 && !ofKind(a, kind).some((mine) => theirs.includes(mine));
  });
}
