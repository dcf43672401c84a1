import { createRequire } from 'node:module';
import type { Lexicon } from '../../src/classification/lexicon.ts';
import { train } from '../../src/classification/train.ts';
import type { Classification, Classifier, Example, IssueText } from '../../src/classification/types.ts';

// natural's parts are CommonJS; its index would pull mongoose, pg and redis.
const require = createRequire(import.meta.url);
const natural = 'natural/lib/natural';

/** As much of natural's Bayes classifier as is used here. */
interface Bayes {
  addDocument(text: string | string[], label: string): void;
  train(): void;
  getClassifications(text: string | string[]): { label: string; value: number }[];
}

/** A way of making a classifier, under the name it has in the table. */
export interface Peer {
  name: string;
  trainOn(examples: Example[]): Classifier;
}

/** A peer files by itself at the same confidence as ours does. */
const fileAt = 0.7;

/** Ours first, then those it is measured against. */
export function peers(issues: IssueText[], lexicon: Lexicon): Peer[] {
  const words = indonesianWords();
  return [
    { name: 'ours', trainOn: (examples) => train(examples, issues, lexicon) },
    { name: 'natural Bayes, as shipped', trainOn: (examples) => bayes(examples, (text) => text) },
    { name: 'natural Bayes, StemmerId + stopwords', trainOn: (examples) => bayes(examples, words) },
  ];
}

function indonesianWords(): (text: string) => string[] {
  const stemmer: { stem(word: string): string } = require(`${natural}/stemmers/indonesian/stemmer_id.js`);
  const { words } = require(`${natural}/util/stopwords_id.js`) as { words: string[] };
  const stopwords = new Set(words);
  return (text) =>
    (text.toLowerCase().match(/\p{L}+/gu) ?? [])
      .filter((word) => !stopwords.has(word))
      .map((word) => stemmer.stem(word));
}

function bayes(examples: Example[], prepare: (text: string) => string | string[]): Classifier {
  const BayesClassifier: new () => Bayes = require(`${natural}/classifiers/bayes_classifier.js`);
  const model = new BayesClassifier();
  for (const { text, primary } of examples) model.addDocument(prepare(text), primary);
  model.train();
  return {
    version: 'natural',
    classify: (text) => said(model.getClassifications(prepare(text))),
  };
}

/** natural gives likelihoods that sum to no whole; shares of their sum are its probabilities. */
function said(ranked: { label: string; value: number }[]): Classification {
  const sum = ranked.reduce((total, { value }) => total + value, 0) || 1;
  const scores = Object.fromEntries(ranked.map(({ label, value }) => [label, value / sum]));
  const [best] = ranked;
  const confidence = best ? best.value / sum : 0;
  return {
    primary: best?.label ?? '',
    secondary: null,
    confidence,
    scores,
    because: [],
    decision: confidence >= fileAt ? 'file' : 'ask',
  };
}
