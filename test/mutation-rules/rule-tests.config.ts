import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants of the rules must pass: those of pure functions and of single machines. Whole
 * stations would find more, and take a hundred times as long.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    environment: 'node',
    testTimeout: 60_000,
    include: ['test/rules/**/*.test.ts', 'test/messages/**/*.test.ts', 'test/machines/**/*.test.ts'],
    setupFiles: [fileURLToPath(new URL('./fewer-runs.ts', import.meta.url))],
  },
});
