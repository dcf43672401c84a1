import { defineConfig } from 'vitest/config';
import { type Kind, testFilesByKind } from './test/support/kinds.ts';
import { Slowest } from './test/support/slowest.ts';

const files = testFilesByKind();

/** One kind of tests. Its files run in a few processes one after another, which load the house's modules once. */
const project = (name: Kind, globalSetup: string[]) => ({
  extends: true as const,
  test: { name, include: files[name], globalSetup, isolate: false },
});

export default defineConfig({
  test: {
    // Generous, for the machine may be busy with other work too.
    testTimeout: 240_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 3,
    reporters: ['default', new Slowest()],
    projects: [
      project('unit', []),
      project('integration', ['test/support/engines.ts', 'test/support/built.ts']),
      project('e2e', [
        'test/support/engines.ts',
        'test/support/built.ts',
        'test/support/prepared-browser.ts',
      ]),
    ],
  },
});
