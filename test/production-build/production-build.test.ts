import { describe, expect, it } from 'vitest';
import { createActor, setup } from 'xstate';

/** The file of XState that runs a custom action, from its own call stack. */
function runningFile(): string {
  let stack = '';
  const machine = setup({
    actions: {
      look: () => {
        stack = new Error('look').stack ?? '';
      },
    },
  }).createMachine({ entry: 'look' });
  createActor(machine).start();
  const frame = stack.split('\n').find((line) => /xstate[/\\]dist[/\\]/.test(line)) ?? '';
  return /[^/\\]+\.m?js/.exec(frame.slice(frame.search(/dist[/\\]/) + 5))?.[0] ?? '';
}

describe('the production build of XState', () => {
  it('runs in this project, as it does under plain Node', () => {
    expect(runningFile()).toMatch(/^raise-\w+\.cjs\.js$/);
  });
});
