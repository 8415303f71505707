import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // Whole builds and browsers share the machine with everything else that CI runs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves one core to its watcher, which on two cores halves the speed of a plain run.
    maxWorkers: '100%',
  },
});
