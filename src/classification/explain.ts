import { vectorise } from './features.ts';
import type { Brain } from './learn.ts';
import { weightOf } from './logistic.ts';
import type { SentenceReader } from './normalise.ts';
import { breaksOff, weighSentences } from './weigh.ts';

/** What one word of a text said for each class. */
export interface Spoken {
  /** As it stands in the text. */
  text: string;
  /** As the classifier reads it: root or term. */
  feature: string;
  /** Whether it was ever met in training; what was not says nothing. */
  known: boolean;
  /** Its part of each class's sum before the probabilities, by class. */
  weights: Record<string, number>;
}

/** What each word of a text said, in the order of the text; for people who wonder about a label. */
export function explainText(
  text: string,
  read: SentenceReader,
  { vocabulary, model, classes, temperatures, asking }: Brain,
): Spoken[] {
  const sentences = read(text);
  const temperature = breaksOff(sentences) ? temperatures.broken : temperatures.whole;
  const features = weighSentences(sentences, asking).flatMap((sentence) => sentence.features);
  const vector = vectorise(features, vocabulary);
  const values = new Map(vector.indices.map((index, at) => [index, vector.values[at] ?? 0]));
  const spoken = new Map<string, Spoken>();
  for (const { name, start, end } of features) {
    const index = vocabulary.indexOf.get(name);
    if (spoken.has(name)) continue;
    const says = (label: number) =>
      index === undefined ? 0 : (weightOf(model, label, index) * (values.get(index) ?? 0)) / temperature;
    spoken.set(name, {
      text: text.slice(start, end),
      feature: name,
      known: index !== undefined,
      weights: Object.fromEntries(classes.map((label, at) => [label, says(at)])),
    });
  }
  return [...spoken.values()];
}
