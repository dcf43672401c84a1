import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './measure.ts';

const run = promisify(execFile);
const child = fileURLToPath(new URL('./ready-child.ts', import.meta.url));

/**
 * Milliseconds from the saved form of a classifier to its first answers, one to a text with a word it never met: the
 * median of several fresh processes, each with its code imported before the clock starts.
 */
export async function measureReady(name: string, saved: string, runs: number): Promise<number> {
  const file = join(tmpdir(), `rembuk-ready-${process.pid}`);
  await writeFile(file, saved);
  try {
    const taken: number[] = [];
    for (let at = 0; at < runs; at++) {
      const { stdout } = await run(process.execPath, ['--import', 'tsx', child, name, file]);
      taken.push(Number(stdout.trim().split('\n').at(-1)));
    }
    return median(taken);
  } finally {
    await rm(file);
  }
}
