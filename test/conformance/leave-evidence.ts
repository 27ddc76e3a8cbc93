import { TestRunner } from 'vitest';
import { initialConfiguration } from '../../machines/rules/configuration.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { type Evidence, evidenceOf, joined } from '../coverage/evidence.ts';
import type { Story } from '../coverage/story.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What the runs of the station in this test showed. */
    evidence?: Evidence;
  }
}

const INITIAL = initialConfiguration(mx007sc);

/**
 * Leaves with the running test what a run of the station in it showed, for the reporter.
 * @throws Error if the test claims a certified flow and the run is not that flow.
 */
export function leaveEvidence(story: Story): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error('no test is running');
  const evidence = evidenceOf(test.name, story, INITIAL);
  test.meta.evidence = test.meta.evidence ? joined(test.meta.evidence, evidence) : evidence;
}
