import { describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { lintMachine } from './lint-machine.ts';

/** One test for each machine: the provided tree has no finding. */
export function machineLintSuite(machines: Readonly<Record<string, AnyStateMachine>>): void {
  describe('machine lint', () => {
    it.each(Object.entries(machines))('%s', (_, machine) => {
      const report = lintMachine(machine).map((found) => `${found.machine} ${found.state}: ${found.problem}`);
      expect(report.join('\n'), `${report.length} findings`).toBe('');
    });
  });
}
