import { createRequire } from 'node:module';
import { type Judge, type Peer, said } from './judge.ts';

const require = createRequire(import.meta.url);
const { containerBootstrap, Nlp, LangEn } = require('@nlpjs/basic') as {
  containerBootstrap(): Promise<Container>;
  Nlp: unknown;
  LangEn: unknown;
};

interface Container {
  use(plugin: unknown): void;
  get(name: 'nlp'): NlpJs;
}

/** As much of nlp.js as is used here. */
interface NlpJs {
  settings: Record<string, unknown>;
  nluManager: { settings: Record<string, unknown> };
  addLanguage(language: string): void;
  addDocument(language: string, text: string, intent: string): void;
  train(): Promise<void>;
  classify(language: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
  export(): string;
  import(saved: string): void;
}

const language = 'id';
/** nlp.js says `None` where it is at a loss, as we say none of the issues. */
const atALoss = 'None';

/** nlp.js with its neural network. Its basic package has no Indonesian words, so it takes texts as they are spelt. */
export function nlpJs(name: string, prepare: (text: string) => string): Peer {
  return {
    name,
    trainOn: async (examples) => {
      const nlp = await start();
      for (const { text, primary } of examples) nlp.addDocument(language, prepare(text), primary);
      await nlp.train();
      return { ...judgeOf(nlp, prepare), save: () => nlp.export() };
    },
    restore: async (saved) => {
      const nlp = await start();
      nlp.import(saved);
      return judgeOf(nlp, prepare);
    },
  };
}

async function start(): Promise<NlpJs> {
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  const nlp = container.get('nlp');
  Object.assign(nlp.settings, { autoSave: false, autoLoad: false, log: false });
  nlp.nluManager.settings.log = false;
  nlp.addLanguage(language);
  return nlp;
}

const judgeOf = (nlp: NlpJs, prepare: (text: string) => string): Judge => ({
  classify: async (text) => {
    const { classifications } = await nlp.classify(language, prepare(text));
    return said(classifications.map(({ intent, score }) => [intent === atALoss ? 'none' : intent, score]));
  },
});
