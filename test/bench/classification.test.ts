import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePaired } from '../../bench/classification/paired.ts';
import { findAhead, type Row } from '../../bench/classification/table.ts';
import { evaluate } from '../../src/classification/evaluation.ts';
import { readExamples } from '../../src/classification/examples.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-bench-'));
  const examples = await readExamples();
  const lines = (step: number, from: number) =>
    examples.filter((_, at) => at % step === from).map((example) => `${JSON.stringify(example)}\n`);
  await mkdir(join(folder, 'examples'));
  await writeFile(join(folder, 'examples', 'few.jsonl'), lines(25, 0).join(''));
  await writeFile(join(folder, 'data.jsonl'), lines(25, 1).join(''));
});
afterAll(() => rm(folder, { recursive: true }));

function bench(args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'bench/classification/main.ts', ...args],
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** Columns of a line of the table. */
const columns = (line = '') =>
  line
    .split('│')
    .map((cell) => cell.trim())
    .slice(1, -1);

describe('bench:classification', () => {
  it('puts ours beside its peers on texts of a file, and says when one was stopped', async () => {
    const few = ['--examples', join(folder, 'examples'), '--limit', '0.001', '--runs', '1'];
    const { code, out, err } = await bench([...few, '--data', join(folder, 'data.jsonl')]);
    // A peer may be ahead in a row of so few texts; that is what the last lines tell.
    expect(code, err).toBe(out.includes('Ours is ahead of every peer.') ? 0 : 1);
    const lines = out
      .split('\n')
      .filter((line) => line.startsWith('│'))
      .map(columns);
    const [main, kinds, paired] = ['classifier', 'macro-F1 / right of filed', 'ours alone right'].map(
      (title) => lines.findIndex(([first]) => first?.startsWith(title)),
    );
    const [head, ours, bayes] = lines;
    expect(head).toContain('right of surest 75 %');
    expect(lines.slice(main, kinds).map(([name]) => name?.split(',')[0])).toEqual([
      'classifier',
      'ours',
      'natural Bayes',
      'natural Bayes',
      'natural LR',
      'nlp.js',
      'nlp.js',
      'wink',
      'wink',
      'wink',
      'wink',
    ]);
    const variants = [
      'plain',
      'greeting',
      'background',
      'closing',
      'landmark',
      'typos',
      'vowels',
      'three words',
    ];
    for (const from of [kinds ?? 0, paired ?? 0])
      expect(lines.slice(from + 1, from + 9).map(([kind]) => kind)).toEqual(variants);
    expect(lines[(kinds ?? 0) + 1]?.[1]).toMatch(/^[01]\.\d{3} \/ [01]\.\d{3}$/);
    expect(lines[(paired ?? 0) + 2]?.[1]).toMatch(/^\d+ : \d+ \((<\.001|[01]\.\d{3})\)$/);
    expect(Number(ours?.[1])).toBeGreaterThan(Number(bayes?.[1]));
    expect(bayes?.[7]).toBe('1.00');
    expect(Number(ours?.[8])).toBeGreaterThan(0);
    expect(out).toContain('stopped after 0 s of training');
    expect(out).toMatch(/Ours is (not )?ahead of/);
  }, 240_000);

  it('names the file and line that is no example', async () => {
    const file = join(folder, 'odd.jsonl');
    await writeFile(file, '{"text":"x","primary":"none"}\n{"text":"x"}\n');
    const { code, err } = await bench(['--data', file]);
    expect(code).toBe(1);
    expect(err).toContain('odd.jsonl:2: expected {text, primary, secondary}');
  }, 60_000);
});

describe('comparePaired', () => {
  const judged = (rights: boolean[]) =>
    rights.map((right) => ({
      example: { text: 'x', primary: 'ipm', style: 'formal' as const },
      said: {
        primary: right ? 'ipm' : 'none',
        secondary: null,
        confidence: 1,
        scores: {},
        because: [],
        decision: 'file' as const,
      },
    }));

  it('counts what only one of two has right, and how likely that is by chance', () => {
    const [mine, theirs] = [
      Array(9).fill(true),
      [true, false, false, false, false, false, false, false, false],
    ];
    // Eight of eight: 2 / 2^8.
    expect(comparePaired(judged(mine), judged(theirs))).toEqual({
      first: 8,
      second: 0,
      p: expect.closeTo(2 / 256, 12),
    });
    // One of four either way or more extreme: 2 * (1 + 4) / 2^4.
    const [one, other] = [judged([true, false, false, false]), judged([false, true, true, true])];
    expect(comparePaired(one, other).p).toBeCloseTo(10 / 16, 12);
    expect(comparePaired(judged(mine), judged(mine)).p).toBe(1);
  });
});

describe('findAhead', () => {
  const text = (primary: string) => ({ text: primary, primary, style: 'formal' as const });
  const row = (name: string, right: number): Row => ({
    name,
    evaluation: evaluate(
      Array.from({ length: 8 }, (_, at) => ({
        example: text(at % 2 ? 'ipm' : 'none'),
        said: {
          primary: at < right === (at % 2 === 1) ? 'ipm' : 'none',
          secondary: null,
          confidence: 1 - at / 10,
          scores: {},
          because: [],
          decision: 'file' as const,
        },
      })),
    ),
  });

  it('finds no peer where ours is ahead, whoever was stopped', () => {
    expect(findAhead([row('ours', 7), row('other', 5), { name: 'slow', stopped: 'stopped' }])).toEqual([]);
  });

  it('names each figure in which a peer is level or ahead', () => {
    expect(findAhead([row('ours', 5), row('other', 7)])).toEqual([
      expect.stringMatching(/^Ours is not ahead of other: macro-F1/),
      expect.stringMatching(/^Ours is not ahead of other: right of surest 75 %/),
    ]);
    expect(findAhead([row('ours', 7), row('other', 7)])).toHaveLength(2);
  });
});
