import { foldOf } from './folds.ts';
import { type Classification, type Classifier, type Example, NONE } from './types.ts';

/** How one class fares. `f1` is 0 where nothing of it was found. */
export interface ClassFigures {
  precision: number;
  recall: number;
  f1: number;
  /** True examples of it. */
  count: number;
}

/** How a classifier fares on labelled texts; all parts are 0 to 1. */
export interface Evaluation {
  count: number;
  /** Mean of F1 over the classes that occur. */
  macroF1: number;
  accuracy: number;
  /** Expected calibration error over ten equal steps of confidence. */
  ece: number;
  /** What it files by itself: the share, and how much of that is right. */
  filed: { share: number; precision: number };
  /** How much is right of the three quarters it is surest of: what the threshold of filing does not decide. */
  precisionAt75: number;
  /** Of texts that work on no issue, the share filed under one by itself: the costliest fault. */
  noneWronglyFiled: number;
  perClass: Record<string, ClassFigures>;
}

/** A labelled text and what the classifier said of it. */
export interface Judged {
  example: Example;
  said: Classification;
}

/** Figures over texts that a classifier has judged. */
export function evaluate(judged: Judged[]): Evaluation {
  const labels = [...new Set(judged.map(({ example }) => example.primary))].sort();
  const perClass = Object.fromEntries(labels.map((label) => [label, figuresOf(judged, label)]));
  const filed = judged.filter(({ said }) => said.decision === 'file');
  return {
    count: judged.length,
    macroF1: mean(labels.map((label) => perClass[label]?.f1 ?? 0)),
    accuracy: mean(judged.map(isRight)),
    ece: calibrationError(judged),
    filed: { share: filed.length / (judged.length || 1), precision: mean(filed.map(isRight)) },
    precisionAt75: mean(surest(judged, 0.75).map(isRight)),
    noneWronglyFiled: mean(
      judged
        .filter(({ example }) => example.primary === NONE)
        .map(({ said }) => (said.decision === 'file' && said.primary !== NONE ? 1 : 0)),
    ),
    perClass,
  };
}

/**
 * Judges every example by a classifier that was trained without any example of its object: `parts` trainings.
 * @param trainOn makes a classifier of the examples it is given
 */
export function crossValidate(
  examples: Example[],
  trainOn: (examples: Example[]) => Classifier,
  parts: number,
  seed: number,
): Judged[] {
  return Array.from({ length: parts }, (_, part) => {
    const isHeld = (example: Example) => foldOf(example, parts, seed) === part;
    const classifier = trainOn(examples.filter((example) => !isHeld(example)));
    return examples.filter(isHeld).map((example) => ({ example, said: classifier.classify(example.text) }));
  }).flat();
}

const isRight = ({ example, said }: Judged) => (said.primary === example.primary ? 1 : 0);

const surest = (judged: Judged[], share: number) =>
  judged
    .toSorted((a, b) => b.said.confidence - a.said.confidence)
    .slice(0, Math.floor(judged.length * share));

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

function figuresOf(judged: Judged[], label: string): ClassFigures {
  const truth = judged.filter(({ example }) => example.primary === label);
  const found = judged.filter(({ said }) => said.primary === label);
  const [recall, precision] = [mean(truth.map(isRight)), mean(found.map(isRight))];
  const f1 = (2 * precision * recall) / (precision + recall || 1);
  return { precision, recall, f1, count: truth.length };
}

function calibrationError(judged: Judged[]): number {
  const steps = Array.from({ length: 10 }, (_, step) =>
    judged.filter(({ said }) => Math.min(9, Math.floor(said.confidence * 10)) === step),
  );
  const gaps = steps.map(
    (step) => step.length * Math.abs(mean(step.map(isRight)) - mean(step.map(({ said }) => said.confidence))),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / (judged.length || 1);
}
