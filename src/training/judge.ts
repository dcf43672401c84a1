import { evaluate, type Judged } from '../classification/evaluation.ts';
import { foldOf } from '../classification/folds.ts';
import type { Lexicon } from '../classification/lexicon.ts';
import { train } from '../classification/train.ts';
import type { Example, IssueText } from '../classification/types.ts';

/** All that one training learns from. */
export interface Lessons {
  examples: Example[];
  issues: IssueText[];
  lexicon: Lexicon;
}

/** How a set of lessons fares on texts that it was trained without; all parts are 0 to 1. */
export interface Standing {
  /** On the repository's own examples, whose labels no correction can change. */
  macroF1: number;
  /** F1 of each class there. */
  perClass: Record<string, number>;
  /** On what people have decided so far. */
  decisions: { count: number; right: number };
}

/** How much lower a figure may come out before it counts as worse: what another cut of the parts moves it by. */
const NOISE = 0.005;
const PARTS = 5;

/**
 * Trains five times, each time without a fifth of the objects, and judges the texts of that fifth. A correction and
 * the decision it came from have the same text, so they are left out together.
 * @param yardstick texts whose labels are trusted (the repository's examples)
 * @param decisions texts with what a person decided
 */
export function judge(lessons: Lessons, yardstick: Example[], decisions: Example[]): Standing {
  const { examples, issues, lexicon } = lessons;
  const onYardstick: Judged[] = [];
  const onDecisions: Judged[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const isHeld = (example: Example) => foldOf(example, PARTS) === part;
    const classifier = train(
      examples.filter((example) => !isHeld(example)),
      issues,
      lexicon,
      { calibrated: false },
    );
    const judged = (texts: Example[]) =>
      texts.filter(isHeld).map((example) => ({ example, said: classifier.classify(example.text) }));
    onYardstick.push(...judged(yardstick));
    onDecisions.push(...judged(decisions));
  }
  const { macroF1, perClass } = evaluate(onYardstick);
  return {
    macroF1,
    perClass: Object.fromEntries(Object.entries(perClass).map(([label, { f1 }]) => [label, f1])),
    decisions: { count: onDecisions.length, right: evaluate(onDecisions).accuracy },
  };
}

/** Why a new model must not go live by itself, or null when it is not worse than the one in force. */
export function findWorse(
  standing: Standing,
  inForce: Standing,
): 'worse-on-examples' | 'worse-on-decisions' | null {
  if (standing.macroF1 < inForce.macroF1 - NOISE) return 'worse-on-examples';
  if (standing.decisions.right < inForce.decisions.right - NOISE) return 'worse-on-decisions';
  return null;
}
