import { explainText, type Spoken } from './explain.ts';
import type { Brain } from './learn.ts';
import { readerOf } from './normalise.ts';
import { read } from './read.ts';
import type { Classifier } from './types.ts';
import type { Wording } from './wording.ts';

/** All that a classifier has learnt, as data: what is saved. */
export interface Learnt {
  version: string;
  wording: Wording;
  brain: Brain;
}

/** A classifier that can be saved and asked for its reasons. */
export interface LearntClassifier extends Classifier {
  readonly learnt: Learnt;
  /** Each word of a text with its weight for each class. */
  explain(text: string): Spoken[];
}

/** The classifier of what was learnt, just now or long ago. */
export function classifierOf(learnt: Learnt): LearntClassifier {
  const reader = readerOf(learnt.wording);
  return {
    version: learnt.version,
    learnt,
    classify: (text) => read(text, reader, learnt.brain),
    explain: (text) => explainText(text, reader, learnt.brain),
  };
}
