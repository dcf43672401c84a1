import type { Vector } from './features.ts';
import { minimise } from './lbfgs.ts';

/** Weights of a multinomial logistic regression, row by row: a class's features, then its bias. */
export interface Model {
  classes: number;
  features: number;
  weights: Float64Array;
}

/** One training text: its vector, its class's number, how much it counts. */
export interface Sample {
  vector: Vector;
  label: number;
  weight: number;
}

/**
 * Fits the regression by L-BFGS: the weighted mean of -log p(label), plus `penalty / 2` times the squared length
 * of the weights (biases are free).
 */
export function fitModel(samples: Sample[], classes: number, features: number, penalty: number): Model {
  const width = features + 1;
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const weights = minimise(
    (x, gradient) => {
      const model: Model = { classes, features, weights: x };
      let loss = 0;
      gradient.fill(0);
      for (const { vector, label, weight } of samples) {
        const p = softmax(logits(model, vector));
        loss -= (weight / total) * Math.log(Math.max(p[label] ?? 0, 1e-300));
        for (let k = 0; k < classes; k++) {
          const error = (weight / total) * ((p[k] ?? 0) - (k === label ? 1 : 0));
          const row = k * width;
          for (let i = 0; i < vector.indices.length; i++) {
            const at = row + (vector.indices[i] ?? 0);
            gradient[at] = (gradient[at] ?? 0) + error * (vector.values[i] ?? 0);
          }
          gradient[row + features] = (gradient[row + features] ?? 0) + error;
        }
      }
      for (let i = 0; i < x.length; i++) {
        if (i % width === features) continue;
        const w = x[i] ?? 0;
        loss += (penalty / 2) * w * w;
        gradient[i] = (gradient[i] ?? 0) + penalty * w;
      }
      return loss;
    },
    new Float64Array(classes * width),
  );
  return { classes, features, weights };
}

/** Each class's sum of weights for a text. */
export function logits(model: Model, vector: Vector): number[] {
  const width = model.features + 1;
  return Array.from({ length: model.classes }, (_, k) => {
    let sum = model.weights[k * width + model.features] ?? 0;
    for (let i = 0; i < vector.indices.length; i++)
      sum += (model.weights[k * width + (vector.indices[i] ?? 0)] ?? 0) * (vector.values[i] ?? 0);
    return sum;
  });
}

/** Weight of one feature for one class. */
export const weightOf = (model: Model, label: number, feature: number): number =>
  model.weights[label * (model.features + 1) + feature] ?? 0;

/** Probabilities of logits; a `temperature` above 1 makes them milder, below 1 bolder. */
export function softmax(values: number[], temperature = 1): number[] {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp((value - highest) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
