import { type Evaluation, evaluate, type Judged } from '../../src/classification/evaluation.ts';
import { foldOf } from '../../src/classification/folds.ts';
import type { Example } from '../../src/classification/types.ts';
import type { Judge, Peer } from './judge.ts';

const seed = 1;
/** Each round lets every classifier read the same texts once, one after the other, so that a busy machine is fair. */
const rounds = 7;

/** Judges texts by a classifier that is trained already. */
export async function judgeAll(judge: Judge, examples: Example[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const example of examples) judged.push({ example, said: await judge.classify(example.text) });
  return judged;
}

/** How a peer fares on examples, each judged by a training that has not seen its object. */
export async function crossEvaluate(peer: Peer, examples: Example[], parts: number): Promise<Evaluation> {
  const judged: Judged[] = [];
  for (let part = 0; part < parts; part++) {
    const isHeld = (example: Example) => foldOf(example, parts, seed) === part;
    const judge = await peer.trainOn(examples.filter((example) => !isHeld(example)));
    judged.push(...(await judgeAll(judge, examples.filter(isHeld))));
  }
  return evaluate(judged);
}

/** Texts a second of each classifier, as a ratio to the one at `against` in the same round; the median of all rounds. */
export async function measureSpeeds(judges: Judge[], against: Judge, texts: string[]): Promise<number[]> {
  const times: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const each: number[] = [];
    for (const judge of judges) each.push(await timeOf(judge, texts));
    times.push(each);
  }
  const yardstick = judges.indexOf(against);
  return judges.map((_, index) => median(times.map((each) => (each[yardstick] ?? 0) / (each[index] ?? 1))));
}

async function timeOf(judge: Judge, texts: string[]): Promise<number> {
  const begun = performance.now();
  for (const text of texts) {
    const said = judge.classify(text);
    if (said instanceof Promise) await said;
  }
  return performance.now() - begun;
}

/** The middle one; of an even number the higher of the two. */
export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
