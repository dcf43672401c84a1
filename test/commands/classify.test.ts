import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rembuk } from '../support/command-line.ts';

let folder: string;
let kept: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rembuk-classify-'));
  kept = join(folder, 'classifier.model');
});
afterAll(() => rm(folder, { recursive: true }));

const classify = (input: string, args: string[] = [], dataDir = folder) =>
  rembuk(['classify', ...args], { DATA_DIR: dataDir }, input);
const parsed = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

// Each run without a kept model trains one: seconds of one core where other tests run beside it.
describe('rembuk classify', () => {
  it('says of each line which issue it works on, and keeps the model', async () => {
    const { code, stdout, stderr } = await classify(
      'Sumur bor untuk 30 KK\n\n{"text":"Rehab mushola RT 03"}\n',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parsed(stdout)).toMatchObject([
      { text: 'Sumur bor untuk 30 KK', primary: 'kemiskinan', decision: 'file' },
      { text: 'Rehab mushola RT 03', primary: 'none' },
    ]);
    expect(await readFile(kept, 'utf8')).toMatch(/^rembuk-classifier\/\d+ [0-9a-f]+\n/);
  });

  it('says the same with the kept model, and leaves it as it is', async () => {
    const before = await stat(kept);
    const { stdout } = await classify('bedah rumah wan jambatan nang rumbis');
    const [said] = parsed(stdout);
    expect((await stat(kept)).mtimeMs).toBe(before.mtimeMs);
    await rm(kept);
    expect(parsed((await classify('bedah rumah wan jambatan nang rumbis')).stdout)).toEqual([said]);
  });

  it('shows with --explain what each word says', async () => {
    const { stdout } = await classify('Jembatan ulin xqzv', ['--explain']);
    const [{ primary, scores, explain }] = parsed(stdout);
    expect(primary).toBe('ketimpangan');
    const [bridge] = explain;
    expect(bridge).toMatchObject({ text: 'Jembatan ulin', feature: 'jembatan', known: true });
    expect(Object.keys(bridge.weights)).toEqual(Object.keys(scores));
    expect(Math.max(...(Object.values(bridge.weights) as number[]))).toBe(bridge.weights.ketimpangan);
    expect(explain.at(-1)).toMatchObject({ text: 'xqzv', known: false });
  });

  it('tells of a damaged model, trains anew and mends it', async () => {
    const whole = await readFile(kept, 'utf8');
    await writeFile(kept, whole.slice(0, 5000));
    const { code, stdout, stderr } = await classify('Sumur bor untuk 30 KK');
    expect(code).toBe(0);
    expect(stderr).toContain('classifier.model cannot be used (Its checksum does not fit');
    expect(parsed(stdout)).toMatchObject([{ primary: 'kemiskinan' }]);
    expect(await readFile(kept, 'utf8')).toBe(whole);
  });

  it('answers without keeping anything where it may not write', async () => {
    const file = join(folder, 'no-folder');
    await writeFile(file, '');
    const { code, stdout, stderr } = await classify('Sumur bor untuk 30 KK', [], file);
    expect(code).toBe(0);
    expect(stderr).toContain('The trained model is not kept');
    expect(parsed(stdout)).toMatchObject([{ primary: 'kemiskinan' }]);
  });

  it('ends with one line when there is no such file', async () => {
    const { code, stderr } = await classify('', ['no-such-file.txt']);
    expect(code).toBe(1);
    expect(stderr.trimEnd()).toMatch(/^no-such-file\.txt cannot be read: [^\n]+$/);
  });
});
