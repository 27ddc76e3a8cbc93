import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BROWSER, COLLECTED, GUARDRAILS, PRODUCTION } from './test/projects.ts';

const xstateBuild = (entry: string): string =>
  fileURLToPath(new URL(`./node_modules/xstate/dist/${entry}.cjs.mjs`, import.meta.url));

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'browser', environment: 'node', include: [...BROWSER], hookTimeout: 30_000 } },
      { test: { name: 'guardrails', environment: 'node', include: [...GUARDRAILS] } },
      {
        test: {
          name: 'station',
          environment: 'node',
          include: [...COLLECTED],
          exclude: [...GUARDRAILS, ...BROWSER, 'test/production-build/**'],
        },
      },
      {
        // vitest starts its workers with the export condition "development"; a station runs without it.
        resolve: {
          alias: [
            { find: /^xstate$/, replacement: xstateBuild('xstate') },
            { find: /^xstate\/(\w+)$/, replacement: xstateBuild('xstate-$1') },
          ],
        },
        test: { name: 'production', environment: 'node', include: [...PRODUCTION] },
      },
    ],
  },
});
