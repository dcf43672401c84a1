import type { Vector } from './features.ts';
import { minimise } from './lbfgs.ts';

/** Weights of a multinomial logistic regression: a row of one weight per class for each feature, then the biases. */
export interface Model {
  classes: number;
  features: number;
  /** `(features + 1) * classes` numbers. Single precision: a saved model says exactly what the trained one said. */
  weights: Float32Array;
}

/** One training text: its vector, its class's number, how much it counts. */
export interface Sample {
  vector: Vector;
  label: number;
  weight: number;
}

/**
 * Fits the regression by L-BFGS: the weighted mean of -log p(label), plus `penalty / 2` times the squared length
 * of what the weights are away from `prior` (biases are free).
 * @param prior what the weights are drawn to, in their layout; it is where the search begins, too
 */
export function fitModel(
  samples: Sample[],
  classes: number,
  features: number,
  penalty: number,
  prior: Float64Array,
): Model {
  const packed = pack(samples, features);
  const p = new Float64Array(classes);
  const weights = minimise((x, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let sample = 0; sample < packed.labels.length; sample++)
      loss += lossOf(packed, sample, x, gradient, p);
    for (let i = 0; i < features * classes; i++) {
      const w = (x[i] as number) - (prior[i] as number);
      loss += (penalty / 2) * w * w;
      gradient[i] = (gradient[i] as number) + penalty * w;
    }
    return loss;
  }, prior.slice());
  return { classes, features, weights: Float32Array.from(weights) };
}

/** All samples in flat arrays, the bias as a last feature of value 1: training runs over them hundreds of times. */
interface Packed {
  /** Where a sample's entries start; one more than there are samples. */
  starts: Int32Array;
  indices: Int32Array;
  values: Float64Array;
  labels: Int32Array;
  /** Shares of the whole, summing to 1. */
  weights: Float64Array;
}

function pack(samples: Sample[], features: number): Packed {
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const starts = new Int32Array(samples.length + 1);
  samples.forEach(({ vector }, at) => {
    starts[at + 1] = (starts[at] as number) + vector.indices.length + 1;
  });
  return {
    starts,
    indices: Int32Array.from(samples.flatMap(({ vector }) => [...vector.indices, features])),
    values: Float64Array.from(samples.flatMap(({ vector }) => [...vector.values, 1])),
    labels: Int32Array.from(samples, ({ label }) => label),
    weights: Float64Array.from(samples, ({ weight }) => weight / total),
  };
}

/** One sample's part of the loss; adds its part of the slope. `p` is room for the probabilities. */
function lossOf(
  { starts, indices, values, labels, weights }: Packed,
  sample: number,
  x: Float64Array,
  gradient: Float64Array,
  p: Float64Array,
): number {
  const [from, to] = [starts[sample] as number, starts[sample + 1] as number];
  const classes = p.length;
  p.fill(0);
  for (let i = from; i < to; i++) {
    const row = (indices[i] as number) * classes;
    for (let k = 0; k < classes; k++)
      p[k] = (p[k] as number) + (x[row + k] as number) * (values[i] as number);
  }
  const label = labels[sample] as number;
  let highest = p[0] as number;
  for (let k = 1; k < classes; k++) if ((p[k] as number) > highest) highest = p[k] as number;
  const right = (p[label] as number) - highest;
  let powers = 0;
  for (let k = 0; k < classes; k++) {
    p[k] = Math.exp((p[k] as number) - highest);
    powers += p[k] as number;
  }
  const weight = weights[sample] as number;
  for (let k = 0; k < classes; k++) p[k] = weight * ((p[k] as number) / powers - (k === label ? 1 : 0));
  for (let i = from; i < to; i++) {
    const row = (indices[i] as number) * classes;
    for (let k = 0; k < classes; k++)
      gradient[row + k] = (gradient[row + k] as number) + (p[k] as number) * (values[i] as number);
  }
  return weight * (Math.log(powers) - right);
}

/** Each class's sum of weights for a text. */
export function logits({ classes, features, weights }: Model, { indices, values }: Vector): number[] {
  const sums = Array.from(weights.subarray(features * classes));
  for (let i = 0; i < indices.length; i++) {
    const row = (indices[i] as number) * classes;
    for (let k = 0; k < classes; k++)
      sums[k] = (sums[k] as number) + (weights[row + k] as number) * (values[i] as number);
  }
  return sums;
}

/** Weight of one feature for one class; 0 for a feature that there is not (-1). */
export const weightOf = ({ classes, weights }: Model, label: number, feature: number): number =>
  weights[feature * classes + label] ?? 0;

/** Probabilities of logits; a `temperature` above 1 makes them milder, below 1 bolder. */
export function softmax(values: number[], temperature = 1): number[] {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp((value - highest) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
