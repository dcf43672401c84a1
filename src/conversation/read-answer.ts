import { choicesNow, knownNumbers } from './choices.ts';
import type { Step } from './flow.ts';
import { readers } from './inputs/index.ts';
import type { Reading } from './inputs/input.ts';
import type { Talk } from './talk.ts';
import type { Input } from './types.ts';
import { understand } from './understand.ts';

/** Reads a message as an answer to a step, in whichever language. @param chosen the choice that it makes */
export function readAnswer(
  talk: Talk,
  step: Step,
  input: Input,
  chosen = understand(talk, input).chosen,
): Reading {
  return readers[step.kind](input, {
    step,
    choices: choicesNow(talk),
    chosen,
    known: knownNumbers(talk, step),
    sofar: talk.state.sofar ?? undefined,
    district: talk.context.lies,
  });
}
