import { saveModel } from '../classification/saved.ts';
import { train } from '../classification/train.ts';
import type { Example } from '../classification/types.ts';
import { judge, type Lessons, type Standing } from './judge.ts';

/** One training, as plain data that can be handed to a thread. */
export interface TrainingTask {
  lessons: Lessons;
  /** What the version in force learnt from and what both are judged on; absent when there is nothing to compare. */
  compare?: { inForce: Lessons; yardstick: Example[]; decisions: Example[] };
}

/** What came of it. */
export interface TrainingResult {
  version: string;
  document: string;
  compared?: { standing: Standing; inForce: Standing };
}

/** Trains and, where asked, compares. Takes seconds to a minute of one core: run it by {@link inThread}. */
export function doTraining({ lessons, compare }: TrainingTask): TrainingResult {
  const trained = train(lessons.examples, lessons.issues, lessons.lexicon);
  const result = { version: trained.version, document: saveModel(trained) };
  if (!compare) return result;
  const { inForce, yardstick, decisions } = compare;
  return {
    ...result,
    compared: {
      standing: judge(lessons, yardstick, decisions),
      inForce: judge(inForce, yardstick, decisions),
    },
  };
}
