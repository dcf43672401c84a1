import type { Lexicon } from '../../src/classification/lexicon.ts';
import type { Example, IssueText } from '../../src/classification/types.ts';
import type { Peer } from './judge.ts';
import { naturalBayes, naturalLogistic } from './natural.ts';
import { nlpJs } from './nlpjs.ts';
import { ours } from './ours.ts';
import { wink, winkWords } from './wink.ts';
import { indonesianWords, ourSentences, ourWords, type Words } from './words.ts';

/** The one that speeds are told against. */
export const yardstick = 'natural Bayes, as shipped';

/**
 * Ours first, then those it is measured against: each as shipped, and with words that do more for it.
 * @param limitMs how long natural's logistic regression may train
 */
export function peers(issues: IssueText[], lexicon: Lexicon, limitMs: number): Peer[] {
  const withOurs = (ours: typeof ourWords, make: (words: Words) => Peer): Peer => ({
    name: make(indonesianWords).name,
    trainOn: (examples: Example[]) => make(ours(examples, lexicon)).trainOn(examples),
  });
  return [
    ours(issues, lexicon),
    naturalBayes(yardstick, (text) => text),
    naturalBayes('natural Bayes, StemmerId + stopwords', indonesianWords),
    naturalLogistic('natural LR, StemmerId + stopwords', indonesianWords, limitMs),
    nlpJs('nlp.js, as shipped', (text) => text),
    withOurs(ourWords, (words) => nlpJs('nlp.js, our words', (text) => words(text).join(' '))),
    wink('wink, as its guide says', winkWords),
    wink('wink, StemmerId + stopwords', indonesianWords),
    withOurs(ourWords, (words) => wink('wink, our words', words)),
    withOurs(ourSentences, (words) => wink('wink, our words and sentences', words)),
  ];
}
