import { FILE_AT } from '../../src/classification/read.ts';
import type { Classification, Example } from '../../src/classification/types.ts';

/** What a classifier, ours or another, says of a text. */
export interface Judge {
  classify(text: string): Classification | Promise<Classification>;
}

/** One that was just trained. */
export interface TrainedJudge extends Judge {
  /** All that was learnt, as {@link Peer.restore} takes it. */
  save(): string;
}

/** A way of making a classifier, under the name it has in the table. */
export interface Peer {
  name: string;
  /** @throws TooSlowError when its time is over */
  trainOn(examples: Example[]): Promise<TrainedJudge>;
  /** The classifier from its saved form; absent where it stands for no use that is measured. */
  restore?(saved: string): Promise<Judge>;
}

/** A training that did not end in its time. */
export class TooSlowError extends Error {
  override name = 'TooSlowError';
}

/**
 * What a peer says, from its probabilities or whatever it has of that kind: shares of their sum. It files by itself at
 * the same confidence as ours.
 */
export function said(values: [label: string, value: number][]): Classification {
  const sum = values.reduce((total, [, value]) => total + value, 0) || 1;
  const ranked = values.toSorted(([, a], [, b]) => b - a);
  const [primary = '', best = 0] = ranked[0] ?? [];
  const confidence = best / sum;
  return {
    primary,
    secondary: null,
    confidence,
    scores: Object.fromEntries(ranked.map(([label, value]) => [label, value / sum])),
    because: [],
    decision: confidence >= FILE_AT ? 'file' : 'ask',
  };
}
