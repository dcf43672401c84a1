import { beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '../../src/classification/examples.ts';
import { foldOf } from '../../src/classification/folds.ts';
import type { Example } from '../../src/classification/types.ts';
import { IssueModel } from '../../src/issues/issue.model.ts';
import { loadIssues } from '../../src/issues/issues.ts';
import { readIssuesFile } from '../../src/issues/issues-file.ts';
import { silentLog } from '../../src/log.ts';
import { CounterModel } from '../../src/storage/counter.model.ts';
import { ExampleModel } from '../../src/training/example.model.ts';
import {
  exampleId,
  forgetCorrection,
  learnFromCorrection,
  loadExamples,
} from '../../src/training/examples.ts';
import { loadClassifier, openClassifier } from '../../src/training/live.ts';
import { ModelVersionModel } from '../../src/training/model-version.model.ts';
import { SpellingVariantModel } from '../../src/training/spelling-variant.model.ts';
import { retrain, trainFirst, trainingIsDue } from '../../src/training/training.ts';
import { idInForce, listVersions, putInForce } from '../../src/training/versions.ts';
import { useDatabase } from '../support/database.ts';

const devFolder = new URL('../../data/dev/', import.meta.url);
const coordinator = 'koordinator@contoh.go.id';
let minutes = 0;
/** Later at each call. */
const now = () => {
  minutes += 1;
  return new Date(Date.UTC(2026, 11, 1, 1, minutes));
};

useDatabase([IssueModel, ExampleModel, SpellingVariantModel, ModelVersionModel, CounterModel]);

/** 200 proposals that the repository's examples do not hold, as coordinators would correct them. */
async function corrections(): Promise<Example[]> {
  const examples = await readExamples(devFolder);
  return [...examples].sort((a, b) => foldOf(a, 997) - foldOf(b, 997)).slice(0, 200);
}

/** The same texts, each with a label of another: as if somebody had clicked at random. */
function shuffled(examples: Example[]): Example[] {
  return examples.map((example, index) => ({
    ...example,
    primary: examples[(index * 67 + 31) % examples.length]?.primary ?? example.primary,
  }));
}

async function correct(examples: Example[]): Promise<void> {
  for (const { text, primary } of examples) await learnFromCorrection(text, primary, coordinator, now());
}

// Each training compares by ten more: a minute of one core where other tests run beside it.
describe('learning from coordinators', () => {
  beforeAll(async () => {
    await loadIssues(await readIssuesFile());
    // A district at its beginning: every fortieth example, so that there is something left to learn.
    const few = (await readExamples()).filter((_, index) => index % 40 === 0);
    await loadExamples(few, now());
  });

  it('writes only the examples that are not there yet, and leaves a corrected one alone', async () => {
    const { deletedCount } = await ExampleModel.deleteMany({ primary: 'ipm' });
    expect(deletedCount).toBeGreaterThan(0);
    const few = (await readExamples()).filter((_, index) => index % 40 === 0);
    const [first] = few.filter(({ primary }) => primary === 'kemiskinan');
    await learnFromCorrection(first?.text ?? '', 'pengangguran', coordinator, now());
    const before = await ExampleModel.find().lean();
    const at = now();
    await loadExamples(few, at);
    const after = await ExampleModel.find().lean();
    expect(after.filter((example) => example.at < at)).toEqual(before);
    expect(after.filter((example) => example.at >= at)).toHaveLength(deletedCount);
    await loadExamples(few, now());
    expect(await ExampleModel.find().lean()).toEqual(after);
    await forgetCorrection(exampleId(first?.text ?? ''));
    await loadExamples(few, at);
    expect(await ExampleModel.findById(exampleId(first?.text ?? '')).lean()).toMatchObject({
      primary: 'kemiskinan',
      by: 'repository',
    });
  });

  it('trains a first version at the first start, and finds it again at the next', async () => {
    expect(await idInForce()).toBeNull();
    const first = await loadClassifier(silentLog, now);
    expect(await idInForce()).toBe(first.version);
    const again = await loadClassifier(silentLog, now);
    expect(again.classify('sumur bor')).toEqual(first.classify('sumur bor'));
    expect(await listVersions()).toHaveLength(1);
    expect(await trainingIsDue()).toBe(false);
  });

  it('puts a version that learnt 200 right corrections in force: it is better, and running services take it up', async () => {
    const live = await openClassifier(silentLog, now);
    const before = live.version;
    const right = await corrections();
    await correct(right);
    expect(await trainingIsDue()).toBe(true);
    const version = await retrain(right, coordinator, now());
    expect(version.refused).toBeUndefined();
    const { standing, inForce } = version.compared ?? {};
    expect(standing?.decisions.count).toBe(200);
    expect(standing?.decisions.right).toBeGreaterThan(inForce?.decisions.right ?? 1);
    expect(standing?.macroF1).toBeGreaterThanOrEqual((inForce?.macroF1 ?? 1) - 0.005);
    expect(version.corrections).toBe(200);
    await live.refresh();
    live.stop();
    expect(live.version).toBe(version._id);
    expect(live.version).not.toBe(before);
  });

  it('has nothing to train when nothing was learnt since', async () => {
    const before = await idInForce();
    const same = await retrain([], coordinator, now());
    expect(same._id).toBe(before);
    expect(await listVersions()).toHaveLength(2);
  });

  it('refuses a batch of shuffled labels, says why, and stays with the version in force', async () => {
    const before = await idInForce();
    const wrong = shuffled(await corrections());
    await correct(wrong);
    const version = await retrain(wrong, coordinator, now());
    expect(version.refused).toMatch(/^worse-on-(examples|decisions)$/);
    expect(await idInForce()).toBe(before);
    const [newest] = await listVersions(1);
    expect(newest).toMatchObject({ number: 3, refused: version.refused, wentLiveAt: [] });
  });

  it('trains a refused version again where none can be compared: it keeps its number, and is refused no longer', async () => {
    const [refused] = await listVersions(1);
    const again = await trainFirst(now());
    expect(again).toMatchObject({ _id: refused?._id, number: 3 });
    expect(again.refused).toBeUndefined();
    expect(again.compared).toBeUndefined();
    expect(again.wentLiveAt).toHaveLength(1);
    expect(await listVersions()).toHaveLength(3);
  });

  it('trains a replaced version again: when it was in force before stays known', async () => {
    const [third, second] = await listVersions();
    expect(await putInForce(second?._id ?? '', now())).toBe(true);
    const again = await trainFirst(now());
    expect(again._id).toBe(third?._id);
    expect(again.wentLiveAt).toHaveLength(2);
    expect(again.wentLiveAt[0]).toEqual(third?.wentLiveAt[0]);
    expect(await listVersions()).toHaveLength(3);
  });

  it('goes back to an earlier version in one step', async () => {
    const [, , first] = await listVersions();
    expect(await putInForce(first?._id ?? '', now())).toBe(true);
    expect(await idInForce()).toBe(first?._id);
    expect(await putInForce('no such version', now())).toBe(false);
  });

  it('tells of a damaged version and trains anew', async () => {
    const id = await idInForce();
    await ModelVersionModel.updateOne({ _id: id }, { $set: { document: 'broken' } });
    const warned: unknown[] = [];
    const log = { ...silentLog, warn: (fields: unknown) => warned.push(fields) };
    const classifier = await loadClassifier(log as typeof silentLog, now);
    expect(classifier.classify('jamban untuk keluarga miskin').primary).toBe('kemiskinan');
    expect(warned).toHaveLength(1);
  });

  it('keeps the version in force when an issue has nothing to learn from, and says which', async () => {
    const before = await idInForce();
    await IssueModel.create({
      _id: 'kosong',
      name: 'Kosong',
      description: ' ',
      keywords: [],
      indicator: { name: 'tidak ada', unit: '', betterWhen: 'lower' },
      order: 6,
    });
    await expect(retrain([], coordinator, now())).rejects.toThrow(/kosong/);
    await expect(trainFirst(now())).rejects.toThrow(/kosong/);
    expect(await idInForce()).toBe(before);
  });
});
