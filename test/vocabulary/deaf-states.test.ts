import { describe, expect, it, vi } from 'vitest';
import { createActor, createMachine, StateNode } from 'xstate';
import { registry } from '../../machines/registry.ts';
import { passOverDeafStates } from '../../machines/vocabulary/deaf-states.ts';

const machine = () =>
  createMachine({
    type: 'parallel',
    states: {
      exact: { initial: 'a', states: { a: { on: { GO: 'b' } }, b: { on: { BACK: 'a' } } } },
      guarded: { initial: 'a', states: { a: { on: { GO: { guard: () => false, target: 'b' } } }, b: {} } },
      wild: { initial: 'a', states: { a: { on: { '*': 'b' } }, b: { on: { 'go.*': 'a' } } } },
      outer: { initial: 'a', on: { BACK: '.a' }, states: { a: { after: { 10: 'b' } }, b: {} } },
    },
  });
const EVENTS = ['GO', 'BACK', 'go.on', 'nothing', 'GO', 'xstate.done.actor.child-17', 'go.', 'BACK'];

describe('a machine whose deaf states are passed over', () => {
  it('goes where the plain machine goes, wildcards, guards and parents included', () => {
    const quick = machine();
    passOverDeafStates(quick);
    const actors = [createActor(machine()).start(), createActor(quick).start()];
    for (const type of [...EVENTS, ...EVENTS]) {
      for (const actor of actors) actor.send({ type });
      expect(actors[1]?.getSnapshot().value, type).toEqual(actors[0]?.getSnapshot().value);
    }
  });

  it('asks no state that has nothing for an event, and so keeps nothing for it', () => {
    const asked = vi.spyOn(StateNode.prototype as StateNode & { next(): unknown }, 'next');
    for (const it of Object.values(registry)) {
      const quick = it.provide({});
      passOverDeafStates(quick);
      const [first] = Object.values(quick.root.states) as (StateNode & {
        next(s: unknown, e: object): unknown;
      })[];
      expect(first?.next({}, { type: 'xstate.done.actor.transaction-17' })).toBeUndefined();
    }
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });
});
