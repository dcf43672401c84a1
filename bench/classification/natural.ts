import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Example } from '../../src/classification/types.ts';
import { type Judge, type Peer, said, TooSlowError } from './judge.ts';
import type { Words } from './words.ts';

const require = createRequire(import.meta.url);
const folder = 'natural/lib/natural/classifiers';

/** As much of natural's classifiers as is used here. */
export interface NaturalClassifier {
  addDocument(text: string | string[], label: string): void;
  train(): void;
  getClassifications(text: string | string[]): { label: string; value: number }[];
}
type NaturalClass = (new () => NaturalClassifier) & { restore(saved: unknown): NaturalClassifier };

const Bayes: NaturalClass = require(`${folder}/bayes_classifier.js`);
export const Logistic: NaturalClass = require(`${folder}/logistic_regression_classifier.js`);

/** natural's Bayes classifier; as shipped it gets the text itself and stems it as English. */
export function naturalBayes(name: string, prepare: (text: string) => string | string[]): Peer {
  return {
    name,
    trainOn: async (examples) => {
      const model = new Bayes();
      for (const { text, primary } of examples) model.addDocument(prepare(text), primary);
      model.train();
      return { ...judgeOf(model, prepare), save: () => JSON.stringify(model) };
    },
    restore: async (saved) => judgeOf(Bayes.restore(JSON.parse(saved)), prepare),
  };
}

/** natural's logistic regression. Its training takes minutes: it is done in a thread that is ended after `limitMs`. */
export function naturalLogistic(name: string, words: Words, limitMs: number): Peer {
  return {
    name,
    trainOn: async (examples) => {
      const saved = await trainInThread(
        examples.map(({ text, primary }) => [words(text), primary]),
        limitMs,
      );
      return { ...judgeOf(Logistic.restore(JSON.parse(saved)), words), save: () => saved };
    },
    restore: async (saved) => judgeOf(Logistic.restore(JSON.parse(saved)), words),
  };
}

/** One document for {@link trainInThread}: its words and its label. */
export type Document = [words: string[], label: Example['primary']];

function trainInThread(documents: Document[], limitMs: number): Promise<string> {
  const thread = new Worker(new URL('./logistic-thread.mjs', import.meta.url), { workerData: documents });
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TooSlowError(`stopped after ${Math.round(limitMs / 1000)} s of training`));
      thread.terminate();
    }, limitMs);
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', () => clearTimeout(timer));
  });
}

const judgeOf = (model: NaturalClassifier, prepare: (text: string) => string | string[]): Judge => ({
  // Likelihoods that sum to no whole, or each class's own probability.
  classify: (text) => said(model.getClassifications(prepare(text)).map(({ label, value }) => [label, value])),
});
