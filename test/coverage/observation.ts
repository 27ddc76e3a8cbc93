import type { Evidence } from './evidence.ts';

/** A test that ran and passed, and what it showed. */
export type Observation = { readonly file: string; readonly name: string; readonly evidence: Evidence };

/** Of the tests that are about a flow, those that are variations of it and claim nothing. */
export const variationsOf = (id: string, tests: readonly Observation[]): readonly Observation[] =>
  tests.filter(({ name, evidence }) => name.startsWith(`${id} `) && evidence.flow === null);
