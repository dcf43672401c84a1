import { type Feature, type Vector, vectorise } from './features.ts';
import type { Brain } from './learn.ts';
import { logits, softmax, weightOf } from './logistic.ts';
import type { Sentence, SentenceReader } from './normalise.ts';
import { secondOf } from './second.ts';
import { type Classification, NONE } from './types.ts';
import { ASKING, breaksOff, type WeighedSentence, weighSentences } from './weigh.ts';

/**
 * Sure enough to stand by itself; below it a person is asked. The lowest step of .05 at which, on the split by object, .975
 * of what is filed is right, .965 with things around it, and at most .03 of what works on no issue is filed under one
 * (docs/classification.md).
 */
export const FILE_AT = 0.75;
/** Of so few words a text is often cut short, and what would have decided is missing: */
const FEW = 3;
/** It must be surer, so that of texts cut to three words too .955 of what is filed is right. */
const FILE_FEW_AT = 0.93;
/**
 * A second issue this likely is worth suggesting: on the split by object two of three that are shown are right
 * (docs/classification.md). Nothing is better than noise.
 */
const SUGGEST_AT = 0.25;
const MOST_REASONS = 5;

/** Classifies one text with what was learnt. A text without a single known word is never guessed at. */
export function read(text: string, reader: SentenceReader, brain: Brain): Classification {
  const sentences = reader(text);
  const weighed = weighSentences(sentences, brain.asking);
  const features = weighed.flatMap((sentence) => sentence.features);
  const vector = vectorise(features, brain.vocabulary);
  const known = vector.indices.length > 0;
  const { broken, whole } = brain.temperatures;
  const probabilities = known
    ? judge(weighed, vector, brain, breaksOff(sentences) ? broken : whole)
    : brain.classes.map(() => 1 / brain.classes.length);
  const ranked = brain.classes
    .map((label, index) => ({ label, index, p: probabilities[index] ?? 0 }))
    .sort((a, b) => b.p - a.p);
  const [best = { label: NONE, index: 0, p: 0 }] = ranked;
  return {
    primary: best.label,
    secondary: known && best.label !== NONE ? secondIssue(vector, best.index, brain) : null,
    confidence: best.p,
    scores: Object.fromEntries(brain.classes.map((label, index) => [label, probabilities[index] ?? 0])),
    because: known ? reasons(text, features, vector, brain, best.index) : [],
    decision: known && best.p >= sureEnough(sentences) ? 'file' : 'ask',
  };
}

const sureEnough = (sentences: Sentence[]) =>
  sentences.flatMap(({ roots }) => roots).length <= FEW ? FILE_FEW_AT : FILE_AT;

/**
 * Probabilities of the classes. Of several sentences that ask, the whole and the sentences each by itself count half and
 * half: where they disagree none is sure. If that comes to none of the issues, but one of them surely asks for
 * something that is, that one counts twice as much as all together.
 */
function judge(sentences: WeighedSentence[], vector: Vector, brain: Brain, temperature: number): number[] {
  const of = (its: Vector) => softmax(logits(brain.model, its), temperature);
  const whole = of(vector);
  const asking = sentences.filter(({ share }) => share >= ASKING);
  if (asking.length < 2) return whole;
  const parts = asking.map(({ features }) => of(vectorise(features, brain.vocabulary)));
  const mean = (of: number[][], index: number) => of.reduce((sum, p) => sum + (p[index] ?? 0), 0) / of.length;
  const together = whole.map((p, index) => (p + mean(parts, index)) / 2);
  const none = brain.classes.indexOf(NONE);
  const sure = parts.find((p) => Math.max(...p.filter((_, index) => index !== none)) >= FILE_AT);
  if (!sure || together[none] !== Math.max(...together)) return together;
  return sure.map((p, index) => (2 * p + (together[index] ?? 0)) / 3);
}

/** The likeliest second issue, where it is likely enough to suggest. */
function secondIssue(vector: Vector, first: number, { classes, second }: Brain): string | null {
  const likely = secondOf(vector, first, second).map((p, index) =>
    index === first || classes[index] === NONE ? 0 : p,
  );
  const most = Math.max(...likely);
  return most >= SUGGEST_AT ? (classes[likely.indexOf(most)] ?? null) : null;
}

/** The text's own words that speak most for a class, strongest first; a word within a pair named is not repeated. */
function reasons(text: string, features: Feature[], vector: Vector, brain: Brain, label: number): string[] {
  const values = new Map(vector.indices.map((index, at) => [index, vector.values[at] ?? 0]));
  const speaking = features
    .map((feature) => {
      const index = brain.vocabulary.indexOf.get(feature.name) ?? -1;
      return { ...feature, says: weightOf(brain.model, label, index) * (values.get(index) ?? 0) };
    })
    .filter(({ says }) => says > 0)
    .sort((a, b) => b.says - a.says);
  const strongest = speaking[0]?.says ?? 0;
  const chosen: Feature[] = [];
  for (const feature of speaking) {
    if (chosen.length === MOST_REASONS || feature.says < strongest / 10) break;
    if (!chosen.some((other) => feature.start < other.end && other.start < feature.end)) chosen.push(feature);
  }
  return [...new Set(chosen.map(({ start, end }) => text.slice(start, end)))];
}
