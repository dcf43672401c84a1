/** What the classifier learns from: the examples, the issues' own words, and the examples as people also send them. */
import { type AskingModel, learnAsking } from './asking.ts';
import type { Weighed } from './features.ts';
import { foldOf, hash } from './folds.ts';
import { ALWAYS_LEARNT, FOLDS, type Lesson } from './learn.ts';
import type { Wrappings } from './lexicon.ts';
import type { SentenceReader } from './normalise.ts';
import { type Example, type IssueText, NONE } from './types.ts';
import { type VariantKind, variantKinds, variantOf } from './variants.ts';
import { breaksOff, weighSentences } from './weigh.ts';

/** An issue's own words count as much as two examples: they are the district's rule. Chosen on the split by object. */
const OWN_WORDS = 2;
/** What a variant counts beside its example; chosen on the split by object. */
const VARIANT = 0.2;
/** A courtesy says little, but nobody else says that it asks for none of the issues. */
const COURTESY = 0.7;
/** How many variants an example gets besides that of its first words: all of them gain nothing more, and take long. */
const VARIANTS = 2;
/** A text cut short says less than it seems to: every example teaches that. */
const CUT: VariantKind = 'three words';

/** A text with its class and its part, before it is read. */
export interface Labelled {
  text: string;
  label: string;
  secondary?: string | undefined;
  fold: number;
  /** What it counts beside the others of its class. */
  weight: number;
}

/** The texts to learn from, without variants. Who only greets or thanks asks for none of the issues. */
export function labelledTexts(examples: Example[], issues: IssueText[], wrappings: Wrappings): Labelled[] {
  const own = issues.flatMap((issue) =>
    ownWords(issue).map((text) => ({ text, label: issue.key, fold: ALWAYS_LEARNT, weight: OWN_WORDS })),
  );
  const taught = examples.map((example) => ({
    text: example.text,
    label: example.primary,
    secondary: example.secondary,
    fold: foldOf(example, FOLDS),
    weight: 1,
  }));
  const courtesies = [...wrappings.greetings, ...wrappings.closings].map((text) => ({
    text,
    label: NONE,
    fold: ALWAYS_LEARNT,
    weight: COURTESY,
  }));
  return [...taught, ...own, ...courtesies];
}

const ownWords = (issue: IssueText) =>
  [issue.name, issue.description, ...issue.keywords].filter((text) => text.trim() !== '');

/** Learns which sentences ask for something: examples do, half of them with words of asking; what is put around them does not. */
export function learnAskingFrom(
  examples: Example[],
  { greetings, closings, backgrounds, askings }: Wrappings,
  read: SentenceReader,
): AskingModel {
  const roots = (texts: string[]) => texts.flatMap((text) => read(text).map((sentence) => sentence.roots));
  const asked = examples.map(({ text }, at) =>
    at % 2 === 0 ? `${askings[(at / 2) % askings.length]} ${text}` : text,
  );
  return learnAsking(roots(asked), roots([...greetings, ...closings, ...backgrounds]));
}

/** The lessons of a text: itself, and its variants where they read otherwise. */
export function lessonsOf(
  { text, label, secondary, fold, weight }: Labelled,
  classes: string[],
  wrappings: Wrappings,
  read: (text: string) => Pick<Lesson, 'features' | 'breaksOff'>,
): Lesson[] {
  const known = { label: classes.indexOf(label), secondary: classes.indexOf(secondary ?? ''), fold };
  const plain = read(text);
  if (fold === ALWAYS_LEARNT) return [{ ...plain, ...known, weight }];
  const variants = [...taughtOf(text), CUT].map((kind) => read(variantOf(text, kind, wrappings)));
  const others = variants.filter(({ features }) => bagOf(features) !== bagOf(plain.features));
  return [
    { ...plain, ...known, weight },
    ...others.map((variant) => ({ ...variant, ...known, weight: VARIANT })),
  ];
}

/** How a text is read for learning: as it will be read when it is judged. */
export const readForLearning = (read: SentenceReader, asking: AskingModel) => (text: string) => {
  const sentences = read(text);
  const features = weighSentences(sentences, asking).flatMap((sentence) => sentence.features);
  return { features, breaksOff: breaksOff(sentences) };
};

/** Which variants a text gets: not the same for all, but always the same for one. */
const taughtOf = (text: string) =>
  variantKinds
    .filter((kind) => kind !== CUT)
    .map((kind) => ({ kind, order: hash(`${kind} ${text}`) }))
    .sort((a, b) => a.order - b.order)
    .slice(0, VARIANTS)
    .map(({ kind }) => kind);

/** Features as a word that is the same where they weigh the same. */
const bagOf = (features: Weighed[]) =>
  features
    .map(({ name, weight }) => `${name} ${weight.toFixed(1)}`)
    .sort()
    .join(' ');
