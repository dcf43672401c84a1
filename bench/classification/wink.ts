import { createRequire } from 'node:module';
import { type Judge, type Peer, said } from './judge.ts';
import type { Words } from './words.ts';

const require = createRequire(import.meta.url);
const createWink: () => Wink = require('wink-naive-bayes-text-classifier');
const { string, tokens } = require('wink-nlp-utils') as {
  string: { lowerCase(text: string): string; tokenize0(text: string): string[] };
  tokens: { removeWords(words: string[]): string[]; stem(words: string[]): string[] };
};

/** As much of wink's classifier as is used here. */
interface Wink {
  definePrepTasks(tasks: ((text: string) => string[])[]): number;
  defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): boolean;
  learn(text: string, label: string): boolean;
  consolidate(): boolean;
  computeOdds(text: string): [label: string, logOdds: number][];
  exportJSON(): string;
  importJSON(saved: string): boolean;
}

/** The way wink's own guide prepares texts: its tokeniser, its (English) stopwords and stemmer. */
export const winkWords: Words = (text) =>
  tokens.stem(tokens.removeWords(string.tokenize0(string.lowerCase(text))));

/** wink's naive Bayes, with the settings its guide gives for short texts. */
export function wink(name: string, words: Words): Peer {
  return {
    name,
    trainOn: async (examples) => {
      const model = start(words);
      model.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
      for (const { text, primary } of examples) model.learn(text, primary);
      model.consolidate();
      return { ...judgeOf(model), save: () => model.exportJSON() };
    },
    restore: async (saved) => {
      const model = start(words);
      model.importJSON(saved);
      model.consolidate();
      return judgeOf(model);
    },
  };
}

function start(words: Words): Wink {
  const model = createWink();
  model.definePrepTasks([words]);
  return model;
}

const judgeOf = (model: Wink): Judge => ({
  // Base-2 logarithms of the odds of each class against all others; at a loss it says `unknown`.
  classify: (text) =>
    said(
      model
        .computeOdds(text)
        .map(([label, logOdds]) => [label === 'unknown' ? 'none' : label, 1 / (1 + 2 ** -logOdds)]),
    ),
});
