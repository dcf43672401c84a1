import type { Sample } from './logistic.ts';

/** What is added to a word's share of each class, in documents: one never met with a class may still come. */
const SMOOTHING = 0.5;
/** How far the weights of naive Bayes are trusted; chosen on the split by object. */
const TRUST = 0.7;

/**
 * What naive Bayes says each feature weighs for each class, in the layout of a model's weights (biases 0). A regression
 * that is drawn towards these, not towards 0, knows from a few examples what a rare word means, and leaves it only
 * where the examples as a whole say otherwise (docs/classification.md).
 */
export function bayesWeights(samples: Sample[], classes: number, features: number): Float64Array {
  const counts = new Float64Array((features + 1) * classes);
  const totals = new Float64Array(classes);
  for (const { vector, label, weight } of samples) {
    totals[label] = (totals[label] ?? 0) + weight;
    for (const index of vector.indices) {
      const at = index * classes + label;
      counts[at] = (counts[at] ?? 0) + weight;
    }
  }
  const least = (SMOOTHING * classes) / samples.length;
  const weights = new Float64Array(counts.length);
  for (let row = 0; row < features * classes; row += classes) {
    const logs = Array.from(totals, (total, label) =>
      Math.log((counts[row + label] ?? 0) / (total || 1) + least),
    );
    const mean = logs.reduce((sum, log) => sum + log, 0) / classes;
    logs.forEach((log, label) => {
      weights[row + label] = TRUST * (log - mean);
    });
  }
  return weights;
}
