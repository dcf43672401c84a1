/**
 * How alike two proposals are, for finding twins within a village. Cosine over character 3-4-grams of the key words,
 * weighted by how rare each is in the village, less a penalty where each side names a thing of its own, times the
 * agreement of their issues. Whole-text distances (Levenshtein, Dice) are worse than chance here, because proposals
 * that differ in one word ("bibit karet", "bibit padi") share all the others.
 */
import { stem } from './stem.ts';
import { tokenise } from './tokenise.ts';

/** From this likeness on a person is asked whether it is the same. */
export const TWIN_AT = 0.45;
const MOST_TWINS = 3;
/** Taken off where each side names a thing that the other lacks. */
const CONFLICT = 0.35;
/** What is left of the likeness where both issues are known and differ. */
const OTHER_ISSUE = 0.75;

/** A proposal as it is compared. */
export interface Comparable {
  /** What is proposed. */
  text: string;
  /** Issue in force, or the likeliest one; null where none is known. */
  issue: string | null;
}

/** Words that say that something is asked for, not what: they make all proposals alike. */
const asking = new Set(
  (
    'usul minta mohon bantu adakan ada buat bangun baik rehab rehabilitasi tingkat lanjut baru baharu rusak perlu ' +
    'untuk di ke dari dan yang atau dengan agar supaya bagi gasan nang wan ka matan lawan oleh pada dalam akan ' +
    'desa warga masyarakat rt rw kampung kami kita kegiatan program bapak ibu tolong handak maminta pengadaan ' +
    'pembangunan perbaikan peningkatan pembuatan bantuan usulan permintaan mambaiki babaik maulah'
  ).split(' '),
);

/** The words of a text that name things, each as its root. */
function keyWords(text: string): string[] {
  const roots = tokenise(text)
    .filter(({ word }) => word.length >= 2 && !asking.has(word))
    .map(({ word }) => stem(word))
    .filter((word) => !asking.has(word));
  return [...new Set(roots)];
}

/** The most alike of a village's proposals, best first: three or fewer, all at {@link TWIN_AT} or above. */
export function twinsAmong<T extends Comparable>(
  fresh: Comparable,
  others: T[],
  most: number = MOST_TWINS,
): { twin: T; likeness: number }[] {
  const { near, likeness } = comparer([fresh, ...others]);
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

/** @param all the proposals of one village, by which rarity is judged; returns the likeness of two of them, 0 to 1 */
export function likenessWithin(all: Comparable[]): (a: Comparable, b: Comparable) => number {
  return comparer(all).likeness;
}

function comparer(all: Comparable[]) {
  forgetWhenFull();
  const texts = new Map(all.map((one) => [one, readText(one.text)]));
  const rarity = rarityOf([...texts.values()]);
  const lengths = new Map([...texts].map(([one, text]) => [one, Math.sqrt(product(text, text, rarity))]));
  const near = (a: Comparable, b: Comparable) => {
    const length = (lengths.get(a) ?? 0) * (lengths.get(b) ?? 0);
    return length === 0 ? 0 : product(texts.get(a) ?? empty, texts.get(b) ?? empty, rarity) / length;
  };
  return {
    near,
    likeness(a: Comparable, b: Comparable): number {
      const conflict = inConflict(texts.get(a)?.words ?? [], texts.get(b)?.words ?? []) ? CONFLICT : 0;
      const agreement = a.issue && b.issue && a.issue !== b.issue ? OTHER_ISSUE : 1;
      return Math.max(0, near(a, b) - conflict) * agreement;
    },
  };
}

/** A text as it is compared. */
interface ReadText {
  words: string[];
  /** Numbers of its runs of letters, ascending, and how often each stands in it. */
  grams: Int32Array;
  counts: Int32Array;
}
const empty: ReadText = { words: [], grams: new Int32Array(), counts: new Int32Array() };

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
  const words = keyWords(text);
  const counted = new Map<number, number>();
  for (const gram of gramsOf(words)) {
    const number = numbers.get(gram) ?? numbers.size;
    numbers.set(gram, number);
    counted.set(number, (counted.get(number) ?? 0) + 1);
  }
  const grams = Int32Array.from(counted.keys()).sort();
  const made = { words, grams, counts: grams.map((gram) => counted.get(gram) ?? 0) };
  read.set(text, made);
  return made;
}

/** Runs of three and four letters; a word's ends count, so that short words are told apart. */
function gramsOf(words: string[]): string[] {
  return words.flatMap((word) => {
    const padded = `<${word}>`;
    return [3, 4].flatMap((size) =>
      Array.from({ length: Math.max(0, padded.length - size + 1) }, (_, at) => padded.slice(at, at + size)),
    );
  });
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
function inConflict(a: string[], b: string[]): boolean {
  const own = (mine: string[], theirs: string[]) =>
    mine.some((word) => /^\p{L}{3,}$/u.test(word) && !theirs.some((other) => alike(word, other)));
  return own(a, b) && own(b, a);
}

/** Spelt nearly the same: more than half of the runs of three letters in common. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const runs = (word: string) => new Set(gramsOf([word]).filter((gram) => gram.length === 3));
  const [mine, theirs] = [runs(a), runs(b)];
  const shared = [...mine].filter((run) => theirs.has(run)).length;
  return shared * 2 > Math.min(mine.size, theirs.size);
}
