import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: ['test/support/engines.ts'],
    testTimeout: 30_000,
    hookTimeout: 180_000,
    // Two cores: more workers than that only make real engines and browsers wait for each other.
    maxWorkers: 2,
  },
});
