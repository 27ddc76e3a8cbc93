/** Where vitest looks for tests. The tidy test finds test files that none of these globs collects. */
export const COLLECTED: readonly string[] = ['test/**/*.test.ts'];

/** In a real Chromium: `npm run test:browser`, which says so where there is none. */
export const BROWSER: readonly string[] = ['test/browser/**/*.test.ts'];

/** The guardrails: about the source itself, fast, part of `npm run check`. */
export const GUARDRAILS: readonly string[] = ['test/tidy/**/*.test.ts', 'test/machine-lint/**/*.test.ts'];

/** The whole station in many small files: the files of one worker share the modules they load. */
export const CONFORMANCE: readonly string[] = ['test/conformance/**/*.test.ts'];

/** Run a second time with the build of XState that plain Node loads; vitest loads the development build. */
export const PRODUCTION: readonly string[] = [
  'test/production-build/**/*.test.ts',
  'test/machines/**/*.test.ts',
];

/**
 * With the addon i2c-bus itself, which has to be built, and a stand-in for the kernel in C. Where there is no
 * compiler they are left out, and `vitest.config.ts` says so.
 */
export const REAL_ADDON: readonly string[] = ['test/drivers/i2c/real-addon/**/*.test.ts'];

/** Held to real time, with the machine to itself: `npm run test:real-time`. Needs the addon, as above. */
export const REAL_TIME: readonly string[] = ['test/real-time/**/*.test.ts'];

/** With a real kernel in QEMU: `npm run test:kernel`, which says so where there is none. */
export const KERNEL: readonly string[] = ['test/kernel/**/*.test.ts'];
