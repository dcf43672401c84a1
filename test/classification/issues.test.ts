import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/classification/evaluation.ts';
import { readExamples } from '../../src/classification/examples.ts';
import { foldOf } from '../../src/classification/folds.ts';
import { type Lexicon, loadLexicon } from '../../src/classification/lexicon.ts';
import { DamagedModelError, loadModel, saveModel } from '../../src/classification/saved.ts';
import { train, versionOf } from '../../src/classification/train.ts';
import type { Example, IssueText } from '../../src/classification/types.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';

let examples: Example[];
let issues: IssueText[];
let lexicon: Lexicon;
/** A fifth of the examples, by object, on which nothing here is trained. */
let held: Example[];
/** A third of the rest: enough to show how issues behave, and quick. */
let some: Example[];
beforeAll(async () => {
  [examples, issues, lexicon] = await Promise.all([readExamples(), loadIssueTexts(), loadLexicon()]);
  held = examples.filter((example) => foldOf(example, 5, 3) === 0);
  some = examples.filter((example) => foldOf(example, 5, 3) !== 0).filter((_, index) => index % 3 === 0);
});

/** Where only the likeliest class is looked at, which calibration does not change: takes a fifth of the time. */
const quick = { calibrated: false };

const judged = (classifier: ReturnType<typeof train>) =>
  held.map((example) => ({ example, said: classifier.classify(example.text) }));

describe('issues of the day', () => {
  const flood: IssueText = {
    key: 'kebencanaan',
    name: 'Kebencanaan',
    description: 'Kesiapan menghadapi bencana',
    keywords: [
      'simulasi bencana',
      'pemadam kebakaran',
      'jalur evakuasi',
      'relawan bencana',
      'alat pemadam api',
    ],
  };

  it('an issue added without one example is found the same day', () => {
    const without = some.filter(({ object = '' }) => !object.includes('bencana'));
    const classifier = train(without, [...issues, flood], lexicon, quick);
    expect(classifier.classify('Pelatihan simulasi bencana bagi relawan').primary).toBe('kebencanaan');
    expect(classifier.classify('Rehab jembatan gantung').primary).toBe('ketimpangan');
  });

  it('an issue renamed keeps what it has learnt', () => {
    const renamed = issues.map((issue) =>
      issue.key === 'ipm' ? { ...issue, key: 'sdm', name: 'SDM unggul' } : issue,
    );
    const labels = some.map((one) => (one.primary === 'ipm' ? { ...one, primary: 'sdm' } : one));
    const plain = labels.map(({ secondary, ...one }) => (secondary === 'ipm' ? one : { ...one, secondary }));
    expect(train(plain, renamed, lexicon, quick).classify('Pembangunan gedung posyandu').primary).toBe('sdm');
  });

  it('an issue dropped is never named again', () => {
    const left = issues.filter((issue) => issue.key !== 'ketimpangan');
    const classifier = train(
      some.filter(({ primary }) => primary !== 'ketimpangan'),
      left,
      lexicon,
      quick,
    );
    const said = classifier.classify('Rehab jembatan gantung');
    expect(Object.keys(said.scores)).not.toContain('ketimpangan');
  });

  it('an issue with nothing to learn from is refused, with the reason', () => {
    const empty: IssueText = { key: 'kosong', name: 'Kosong', description: '', keywords: [] };
    expect(() => train(some, [...issues, empty], lexicon)).toThrow('"kosong" has nothing to learn from');
    expect(() =>
      train(
        some.filter(({ primary }) => primary !== 'none'),
        issues,
        lexicon,
      ),
    ).toThrow('"none" has nothing to learn from');
  });

  it('an example of no issue is refused, with the reason', () => {
    const odd: Example = { text: 'x', primary: 'cuaca', style: 'formal' };
    expect(() => train([...some, odd], issues, lexicon)).toThrow('"cuaca", which is no issue');
  });

  it('with 10 examples in one class macro-F1 falls by no more than .08', () => {
    const full = evaluate(judged(train(some, issues, lexicon, quick))).macroF1;
    for (const scarce of ['ipm', 'pengangguran']) {
      let kept = 0;
      const few = some.filter(({ primary }) => primary !== scarce || kept++ < 10);
      const { macroF1 } = evaluate(judged(train(few, issues, lexicon, quick)));
      expect(full - macroF1, scarce).toBeLessThanOrEqual(0.08);
    }
  });
});

describe('training', () => {
  it('is deterministic, and its version tells what it learnt from', () => {
    const few = some.filter((_, index) => index % 4 === 0);
    const [one, other] = [train(few, issues, lexicon), train(few, issues, lexicon)];
    expect(saveModel(one)).toBe(saveModel(other));
    expect(one.version).toBe(versionOf(few, issues, lexicon));
    expect(versionOf(few.slice(1), issues, lexicon)).not.toBe(one.version);
  });
});

describe('a saved model', () => {
  let trained: ReturnType<typeof train>;
  let saved: string;
  beforeAll(() => {
    trained = train(
      some.filter((_, index) => index % 2 === 0),
      issues,
      lexicon,
    );
    saved = saveModel(trained);
  });

  it('says exactly what was said before it was saved', () => {
    const loaded = loadModel(saved);
    expect(loaded.version).toBe(trained.version);
    for (const { text } of held.slice(0, 200)) expect(loaded.classify(text)).toEqual(trained.classify(text));
    expect(saveModel(loaded)).toBe(saved);
  });

  it.each([
    ['nothing', () => ''],
    ['something else', () => '{"a":1}\n'],
    ['another format', () => saved.replace('rembuk-classifier/4', 'rembuk-classifier/9')],
    ['the half of it', () => saved.slice(0, saved.length / 2)],
    ['one letter changed', () => saved.replace('"classes":["none"', '"classes":["nine"')],
  ])('is refused when it is %s', (_what, damaged) => {
    expect(() => loadModel(damaged())).toThrow(DamagedModelError);
  });
});

describe('explaining', () => {
  it('adds up to what the probabilities say', () => {
    const classifier = train(
      some.filter((_, index) => index % 2 === 0),
      issues,
      lexicon,
    );
    const spoken = classifier.explain('Rehab jembatan gantung xqzv');
    const bridge = spoken.find(({ text }) => text.startsWith('jembatan'));
    expect(bridge?.known).toBe(true);
    expect(bridge?.weights.ketimpangan).toBeGreaterThan(bridge?.weights.ipm ?? 0);
    expect(spoken.find(({ text }) => text === 'xqzv')).toMatchObject({ known: false });
  });
});
