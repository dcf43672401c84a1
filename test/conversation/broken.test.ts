import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FlowError, loadFlow } from '../../src/conversation/load-flow.ts';
import { loadTexts } from '../../src/texts/load.ts';
import { createTexts } from '../../src/texts/texts.ts';

/**
 * Broken flows kept as data: `broken/<name>.yaml` is refused with exactly what `broken/<name>.txt` says.
 * `vitest run -u` writes what is said anew; read the difference before you commit it.
 */
const folder = 'test/conversation/broken';
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** The present texts, and those of a flow whose words no phone can show. */
function textsWithEndless() {
  const home = loadTexts();
  const present = home.keys().map((key): [string, string] => [key, home.t('id', key, params(key))]);
  const endless: [string, string][] = [
    ['endless.question.ask', 'x'.repeat(4097)],
    ['endless.question.name', 'Pertanyaan'],
    ['endless.question.choice.short', 'Ya'],
    ['endless.question.choice.long', 'Ya, tetapi dengan syarat tertentu'],
  ];
  return createTexts({ id: new Map([...present, ...endless]), bjn: new Map(), en: new Map() });

  function params(key: string) {
    return Object.fromEntries([...home.paramsOf(key)].map((param) => [param, 1]));
  }
}

const texts = textsWithEndless();

/** What is wrong with a flow, a line each; empty when nothing is. */
function problemsOf(file: string): string[] {
  try {
    loadFlow({ file, source: readFileSync(join(folder, file), 'utf8') }, texts);
    return [];
  } catch (error) {
    if (error instanceof FlowError) return error.problems;
    throw error;
  }
}

describe('a broken flow', () => {
  it.each(files)('%s is refused with file, line and reason', async (file) => {
    const problems = problemsOf(file);
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${file}:\\d+: .`));
    await expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(
      join('broken', file.replace('.yaml', '.txt')),
    );
  });
});
