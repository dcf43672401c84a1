import type { LearntClassifier } from '../../src/classification/classifier.ts';
import type { Lexicon } from '../../src/classification/lexicon.ts';
import { loadModel, saveModel } from '../../src/classification/saved.ts';
import { train } from '../../src/classification/train.ts';
import type { IssueText } from '../../src/classification/types.ts';
import type { Peer } from './judge.ts';

/** Our classifier, as the service uses it. */
export function ours(issues: IssueText[], lexicon: Lexicon): Peer {
  return {
    name: 'ours',
    trainOn: async (examples) => {
      const classifier: LearntClassifier = train(examples, issues, lexicon);
      return { classify: classifier.classify, save: () => saveModel(classifier) };
    },
    restore: async (saved) => loadModel(saved),
  };
}
