import { type AskingModel, asks } from './asking.ts';
import { type Feature, featuresOf, LATER } from './features.ts';
import type { Sentence } from './normalise.ts';

/** A sentence with how much it counts beside the others of its text. */
export interface WeighedSentence {
  features: Feature[];
  /** 1 where it asks as much as any other, near 0 where it does not ask. */
  share: number;
}

/** From this share on a sentence is one that asks. */
export const ASKING = 0.5;
/** From this likelihood on a sentence asks as surely as any. */
const SURELY = 0.9;
/** What a sentence counts at least, so that a text that asks nowhere is read as a whole. */
const LEAST = 0.03;

/**
 * Weighs the sentences of a text: what is asked for counts, wherever it stands, and of several requests the first most.
 * A sentence without telling words ("Mohon bantuannya") leaves the asking to the others.
 */
export function weighSentences(sentences: Sentence[], asking: AskingModel): WeighedSentence[] {
  const telling = sentences.filter(({ terms }) => terms.length > 0);
  if (telling.length === 1) return [{ share: 1, features: featuresOf(telling[0]?.terms ?? [], 1) }];
  const odds = telling.map(({ roots }) => oddsOf(asks(roots, asking)));
  const most = Math.max(...odds);
  // The root of the odds: by the odds themselves a complaint beside "mohon diperbaiki" would hardly count.
  const shares = odds.map((one) => Math.max(LEAST, Math.sqrt(one / most)));
  const first = shares.findIndex((share) => share >= ASKING);
  return telling.map(({ terms }, at) => {
    const share = shares[at] ?? 0;
    return { share, features: featuresOf(terms, at === first ? share : share * LATER) };
  });
}

const oddsOf = (p: number) => Math.min(p, SURELY) / (1 - Math.min(p, SURELY));

/** Roots after which something must follow; chat and Banjar words have been replaced by then. */
const leadingOn = new Set(
  'untuk dan di ke dari bagi dengan yang atau pada oleh agar supaya serta karena sebagai dalam antara tentang para kepada tidak belum for and of the to'.split(
    ' ',
  ),
);

/** Whether a text ends where something must follow: what would have decided is missing then. */
export const breaksOff = (sentences: Sentence[]): boolean =>
  leadingOn.has(sentences.at(-1)?.roots.at(-1)?.word ?? '');
