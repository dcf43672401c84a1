import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const shown = 10;

/** Prints at the end of a run the ten files that took longest: what it took to load them, and to run their tests. */
export class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const taken = modules.map((module) => {
      const { collectDuration, duration } = module.diagnostic();
      return { file: relative('', module.moduleId), ms: collectDuration + duration };
    });
    const slowest = taken.sort((a, b) => b.ms - a.ms).slice(0, shown);
    const lines = slowest.map(({ file, ms }) => `  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${file}`);
    process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
  }
}
