/**
 * npm run bench:classification [-- --data file.jsonl]: our classifier beside its peers, in one table. Without --data
 * each text is judged by a training that has not seen its object; with it, by one training on all examples.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { z } from 'zod';
import { crossValidate, evaluate, type Judged } from '../../src/classification/evaluation.ts';
import { readExamples } from '../../src/classification/examples.ts';
import { loadLexicon } from '../../src/classification/lexicon.ts';
import type { Classifier, Example } from '../../src/classification/types.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';
import { type Peer, peers } from './peers.ts';

const parts = 5;
const seed = 1;
/** Each round lets every classifier read the same texts once, one after the other, so that a busy machine is fair. */
const rounds = 7;
const textsARound = 400;

const lineSchema = z.looseObject({
  text: z.string().min(1),
  primary: z.string().min(1),
  secondary: z.string().nullish(),
});

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const examples = await readExamples();
const data = values.data ? await readData(values.data) : null;
const compared = peers(await loadIssueTexts(), await loadLexicon());
const trained = compared.map((peer) => peer.trainOn(examples));
const speeds = measureSpeeds(trained, (data ?? examples).slice(0, textsARound));

const table = new Table({
  head: ['classifier', 'macro-F1', 'ECE', 'filed', 'right', 'right of surest 75 %', 'none filed', 'speed'],
});
compared.forEach((peer, index) => {
  const { macroF1, ece, filed, precisionAt75, noneWronglyFiled } = evaluate(judged(peer, trained[index]));
  const figures = [macroF1, ece, filed.share, filed.precision, precisionAt75, noneWronglyFiled];
  table.push([peer.name, ...figures.map((figure) => figure.toFixed(3)), (speeds[index] ?? 0).toFixed(2)]);
});
const what = data
  ? `${data.length} texts of ${values.data}`
  : `${examples.length} examples, ${parts} parts by object`;
process.stdout.write(
  `${what}; speed: texts a second against natural Bayes as shipped, median of ${rounds} rounds\n`,
);
process.stdout.write(`${table.toString()}\n`);

function judged(peer: Peer, whole: Classifier | undefined): Judged[] {
  if (!data || !whole) return crossValidate(examples, (some) => peer.trainOn(some), parts, seed);
  return data.map((example) => ({ example, said: whole.classify(example.text) }));
}

/** Texts a second of each classifier, as a ratio to the second one's in the same round; the median of all rounds. */
function measureSpeeds(classifiers: Classifier[], texts: Example[]): number[] {
  const times = Array.from({ length: rounds }, () =>
    classifiers.map((classifier) => {
      const begun = performance.now();
      for (const { text } of texts) classifier.classify(text);
      return performance.now() - begun;
    }),
  );
  return classifiers.map((_, index) => {
    const ratios = times.map((round) => (round[1] ?? 0) / (round[index] ?? 1)).sort((a, b) => a - b);
    return ratios[Math.floor(ratios.length / 2)] ?? 0;
  });
}

/** @throws Error that names the line at fault */
async function readData(file: string): Promise<Example[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${file}:${index + 1}: expected {text, primary, secondary}`);
    const { text, primary } = parsed.data;
    return { text, primary, style: 'formal' };
  });
}
