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
export function keyWords(text: string): string[] {
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
  const likeness = likenessWithin([fresh, ...others]);
  return others
    .map((twin) => ({ twin, likeness: likeness(fresh, twin) }))
    .filter((found) => found.likeness >= TWIN_AT)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most);
}

/** @param all the proposals of one village, by which rarity is judged; returns the likeness of two of them, 0 to 1 */
export function likenessWithin(all: Comparable[]): (a: Comparable, b: Comparable) => number {
  const words = new Map(all.map((one) => [one, keyWords(one.text)]));
  const rarity = rarityOf([...words.values()].map((each) => new Set(gramsOf(each))));
  const vectors = new Map([...words].map(([one, each]) => [one, weigh(gramsOf(each), rarity)]));
  return (a, b) => {
    const near = cosine(vectors.get(a) ?? new Map(), vectors.get(b) ?? new Map());
    const conflict = inConflict(words.get(a) ?? [], words.get(b) ?? []) ? CONFLICT : 0;
    const agreement = a.issue && b.issue && a.issue !== b.issue ? OTHER_ISSUE : 1;
    return Math.max(0, near - conflict) * agreement;
  };
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

function rarityOf(documents: Set<string>[]): (gram: string) => number {
  const frequency = new Map<string, number>();
  for (const document of documents)
    for (const gram of document) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  return (gram) => Math.log((1 + documents.length) / (1 + (frequency.get(gram) ?? 0))) + 1;
}

function weigh(grams: string[], rarity: (gram: string) => number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const gram of grams) weights.set(gram, (weights.get(gram) ?? 0) + rarity(gram));
  const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0)) || 1;
  return new Map([...weights].map(([gram, weight]) => [gram, weight / length]));
}

function cosine(a: Map<string, number>, b: Map<string, number>): number {
  let sum = 0;
  for (const [gram, weight] of a) sum += weight * (b.get(gram) ?? 0);
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
