import { defineConfig } from 'vitest/config';

/** Takes all cores by processes of its own. */
const KILL_MATRIX = 'suites/self/kill-matrix.test.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], testTimeout: 20_000 } },
      {
        test: {
          name: 'self',
          include: ['suites/self/*.test.ts'],
          exclude: [KILL_MATRIX],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'kill-matrix', include: [KILL_MATRIX] } },
      {
        test: {
          name: 'package',
          include: ['suites/package/*.test.ts'],
          // Each builds.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['suites/browser/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['suites/*.test.ts'],
          pool: 'threads',
          isolate: false,
        },
      },
    ],
  },
});
