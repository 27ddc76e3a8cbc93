import { describe, expect, it } from 'vitest';
import { type AnyActorRef, assign, createActor, fromCallback, setup } from 'xstate';
import { hosted, hosting } from '../../machines/vocabulary/hosting.ts';
import { hostReducer } from '../../machines/vocabulary/reducer.ts';

type Told = { type: 'SUMMARY'; value: unknown; seen: readonly string[] };

/**
 * A listener, and a machine that goes from `a` over the transient `b` to `c`, with a child that notes its
 * end.
 */
function scene(log: string[]) {
  const listener = createActor(
    fromCallback<Told>(({ receive }) => {
      receive(({ value }) => log.push(`told ${JSON.stringify(value)}`));
    }),
  ).start();
  const child = fromCallback(() => () => log.push('child ended'));
  const machine = setup({
    types: { context: {} as { child: AnyActorRef | null }, events: {} as { type: 'GO' | 'THROW' | 'STAY' } },
    actors: { child },
    actions: {
      note: () => log.push('action'),
      fail: assign(() => {
        throw new Error('broken');
      }),
    },
  }).createMachine({
    id: 'parent',
    context: { child: null },
    invoke: { src: 'child', id: 'child' },
    initial: 'a',
    on: { THROW: { actions: 'fail' }, STAY: {} },
    states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { entry: 'note' } },
  });
  const actor = createActor(
    hosted(machine, (before, after) =>
      before?.value === after.value
        ? []
        : [{ to: listener, event: { type: 'SUMMARY', value: after.value, seen: [] } as Told }],
    ),
  );
  return { actor, machine };
}

describe('a hosted machine', () => {
  it('publishes its start, and each macrostep once: the end of it, after its actions', () => {
    const log: string[] = [];
    const { actor } = scene(log);
    actor.start();
    actor.send({ type: 'GO' });
    actor.send({ type: 'STAY' });
    expect(log).toEqual(['told "a"', 'action', 'told "c"']);
  });

  it('takes its children along when it throws', () => {
    const log: string[] = [];
    const { actor } = scene(log);
    let error: unknown;
    actor.subscribe({ error: (it) => (error = it) });
    actor.start();
    actor.send({ type: 'THROW' });
    expect(String(error)).toContain('broken');
    expect(actor.getSnapshot().status).toBe('error');
    expect(log).toEqual(['told "a"', 'child ended']);
  });

  it('alone it would leave them running: that is why it is hosted', () => {
    const log: string[] = [];
    const actor = createActor(scene(log).machine);
    actor.subscribe({ error: () => {} });
    actor.start();
    actor.send({ type: 'THROW' });
    expect(log).toEqual([]);
  });
});

describe('machines that are hosted alike', () => {
  it('say which child died, and of what, and take the death as they would', () => {
    const log: string[] = [];
    const child = hostReducer(
      () => ({
        initial: 0,
        step: (): never => {
          throw new Error('broken');
        },
      }),
      () => {},
    );
    const machine = setup({ actors: { child } }).createMachine({
      invoke: { src: 'child', id: 'child-7', onError: '.alone' },
      initial: 'together',
      states: { together: {}, alone: {} },
    });
    const host = hosting((childId, error) => log.push(`${childId}: ${error}`));
    const actor = createActor(host(machine)).start();
    actor.getSnapshot().children['child-7']?.send({ type: 'ANYTHING' });
    expect(actor.getSnapshot().value).toBe('alone');
    expect(log).toEqual(['child-7: Error: broken']);
  });
});

describe('a hosted reducer', () => {
  const counting = (done: string[]) =>
    hostReducer<number, { type: 'ADD'; by: number }, string, number>(
      (initial) => ({
        initial,
        step: (state, { by }) => ({ state: state + by, effects: [`was ${state}`, `is ${state + by}`] }),
      }),
      (effect) => done.push(effect),
    );

  it('performs its effects in order, after the step, each actor with a state of its own', () => {
    const done: string[] = [];
    const logic = counting(done);
    const [one, ten] = [1, 10].map((input) => createActor(logic, { input }).start());
    one?.send({ type: 'ADD', by: 2 });
    ten?.send({ type: 'ADD', by: 5 });
    one?.send({ type: 'ADD', by: 4 });
    expect(done).toEqual(['was 1', 'is 3', 'was 10', 'is 15', 'was 3', 'is 7']);
    expect([one, ten].map((it) => it?.getSnapshot().context)).toEqual([7, 15]);
  });
});
