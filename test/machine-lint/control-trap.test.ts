import { describe, expect, it } from 'vitest';
import { and, assign, createActor, initialTransition, not, setup, transition } from 'xstate';
import { ControlTrapError, trapControl } from './control-trap.ts';

type Context = {
  readonly control: { readonly open: boolean };
  readonly data: { readonly energy_Wh: number };
};

const machineWith = (reads: (context: Context) => unknown) =>
  setup({
    types: { context: {} as Context, events: {} as { type: 'GO' } },
    actions: { carry: assign({ data: ({ context }) => ({ energy_Wh: context.data.energy_Wh + 1 }) }) },
    guards: {
      decide: ({ context }) => Boolean(reads(context)),
      composed: and(['decide', not(({ context }) => !reads(context))]),
    },
    delays: { wait: ({ context }) => Number(reads(context)) },
  }).createMachine({
    id: 'meter',
    context: { control: { open: true }, data: { energy_Wh: 7 } },
    initial: 'a',
    states: {
      a: { on: { GO: { guard: 'composed', target: 'b', actions: 'carry' } } },
      b: { after: { wait: 'a' } },
    },
  });
const byControl = machineWith((context) => context.control.open);
const byData = machineWith((context) => context.data.energy_Wh);

describe('the control trap', () => {
  it('lets control decide, and actions read data', () => {
    const machine = trapControl(byControl);
    const [before] = initialTransition(machine);
    const [after] = transition(machine, before, { type: 'GO' });
    expect(after.value).toBe('b');
    expect(after.context.data.energy_Wh).toBe(8);
  });

  it('names machine and guard when a guard reads data, where the bare machine is silent', () => {
    const [bare] = initialTransition(byData);
    expect(transition(byData, bare, { type: 'GO' })[0].value).toBe('b');
    const machine = trapControl(byData);
    const [before] = initialTransition(machine);
    expect(() => transition(machine, before, { type: 'GO' })).toThrow(
      /meter: guard decide reads context\.data/,
    );
  });

  it('names the delay that reads data', () => {
    const later = machineWith((context) => context.data).provide({ guards: { composed: () => true } });
    const machine = trapControl(later);
    const [before] = initialTransition(machine);
    expect(() => transition(machine, before, { type: 'GO' })).toThrow(ControlTrapError);
    expect(() => transition(machine, before, { type: 'GO' })).toThrow(/meter: delay wait/);
  });

  it('reaches child machines', () => {
    const parent = setup({ actors: { byData } }).createMachine({
      id: 'p',
      invoke: { src: 'byData', id: 'child' },
    });
    const actor = createActor(trapControl(parent)).start();
    const child = actor.getSnapshot().children.child!;
    child.subscribe({ error: () => {} });
    actor.subscribe({ error: () => {} });
    child.send({ type: 'GO' });
    expect(String(child.getSnapshot().error)).toMatch(/meter: guard decide/);
  });
});
