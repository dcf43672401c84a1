import type { Judged } from '../../src/classification/evaluation.ts';
import { foldOf } from '../../src/classification/folds.ts';
import type { Wrappings } from '../../src/classification/lexicon.ts';
import type { Example } from '../../src/classification/types.ts';
import { variantKinds, variantOf } from '../../src/classification/variants.ts';
import type { Judge, Peer } from './judge.ts';

const seed = 1;
/** Each round lets every classifier read the same texts once, one after the other, so that a busy machine is fair. */
const rounds = 7;

/** What one classifier said of the same examples, plain and in each variant. */
export type JudgedKinds = Record<TextKind, Judged[]>;
export const textKinds = ['plain', ...variantKinds] as const;
export type TextKind = (typeof textKinds)[number];

/** What is put around the texts that are judged; the training never meets it. */
export type Around = Omit<Wrappings, 'askings'>;

/** Judges texts, plain and in each variant, by a classifier that is trained already. */
export async function judgeKinds(judge: Judge, examples: Example[], around: Around): Promise<JudgedKinds> {
  const rows = noneYet();
  for (const kind of textKinds)
    for (const example of examples) {
      const text = kind === 'plain' ? example.text : variantOf(example.text, kind, around, seed);
      rows[kind].push({ example, said: await judge.classify(text) });
    }
  return rows;
}

/** How a peer fares on examples, each judged by a training that has not seen its object. */
export async function crossJudge(
  peer: Peer,
  examples: Example[],
  parts: number,
  around: Around,
): Promise<JudgedKinds> {
  const rows = noneYet();
  for (let part = 0; part < parts; part++) {
    const isHeld = (example: Example) => foldOf(example, parts, seed) === part;
    const judge = await peer.trainOn(examples.filter((example) => !isHeld(example)));
    const judged = await judgeKinds(judge, examples.filter(isHeld), around);
    for (const kind of textKinds) rows[kind].push(...judged[kind]);
  }
  return rows;
}

const noneYet = () => Object.fromEntries(textKinds.map((kind) => [kind, []])) as unknown as JudgedKinds;

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
