import { describe, expect, it } from 'vitest';
import { createActor, setup } from 'xstate';
import { registry } from '../../machines/registry.ts';
import { mutantsOf } from './mutants.ts';
import { probed } from './probed.ts';

const told: string[] = [];
const door = setup({
  types: {} as { context: { locked: boolean }; events: { type: 'OPEN' | 'SHUT' | 'KNOCK' } },
  actions: { ring: () => told.push('ring'), sigh: () => told.push('sigh') },
  guards: { locked: ({ context }) => context.locked, never: () => false },
  delays: { patience: 1_000 },
}).createMachine({
  id: 'door',
  context: { locked: false },
  initial: 'shut',
  states: {
    shut: {
      on: {
        OPEN: [{ guard: 'locked', target: 'stuck' }, { guard: 'never', target: 'shut' }, { target: 'open' }],
        KNOCK: { actions: ['ring', 'sigh'] },
      },
    },
    open: { entry: 'sigh', on: { SHUT: 'shut' }, after: { patience: 'shut' } },
    stuck: {},
  },
});

const mutants = mutantsOf('contactor', door);
const mutant = (id: string) => {
  const found = mutants.find((it) => it.id === id);
  if (!found) throw new Error(`no mutant ${id}`);
  return found.make();
};
const valueAfter = (id: string, ...events: ('OPEN' | 'SHUT' | 'KNOCK')[]): unknown => {
  told.length = 0;
  const actor = createActor(mutant(id)).start();
  for (const type of events) actor.send({ type });
  actor.stop();
  return actor.getSnapshot().value;
};

describe('the mistakes that are made in a machine', () => {
  it('are one for each part that can be wrong', () => {
    expect(mutants.map(({ id }) => id)).toEqual([
      'door#shut/on OPEN[0] drop transition',
      'door#shut/on OPEN[0] to shut retarget',
      'door#shut/on OPEN[0] negate guard',
      'door#shut/on OPEN[0] swap guards',
      'door#shut/on OPEN[1] drop transition',
      'door#shut/on OPEN[1] to open retarget',
      'door#shut/on OPEN[1] negate guard',
      'door#shut/on OPEN[2] drop transition',
      'door#shut/on OPEN[2] to stuck retarget',
      'door#shut/on KNOCK[0] drop transition',
      'door#shut/on KNOCK[0][ring] drop action',
      'door#shut/on KNOCK[0][sigh] drop action',
      'door#open/entry[sigh] drop action',
      'door#open/on SHUT[0] drop transition',
      'door#open/on SHUT[0] to open retarget',
      'door#open/after patience[0] drop transition',
      'door#open/after patience[0] to open retarget',
      'door#open/after patience double delay',
      'door#open/after patience halve delay',
    ]);
  });

  it('change the behaviour, and nothing of the machine itself', () => {
    expect(valueAfter('door#shut/on OPEN[2] drop transition', 'OPEN')).toBe('shut');
    expect(valueAfter('door#shut/on OPEN[2] to stuck retarget', 'OPEN')).toBe('stuck');
    expect(valueAfter('door#shut/on OPEN[0] negate guard', 'OPEN')).toBe('stuck');
    expect(valueAfter('door#shut/on OPEN[1] negate guard', 'OPEN')).toBe('shut');
    valueAfter('door#shut/on KNOCK[0][ring] drop action', 'KNOCK');
    expect(told).toEqual(['sigh']);
    expect(createActor(door).start().getSnapshot().value).toBe('shut');
    expect(door.config.states?.shut?.on).toHaveProperty('KNOCK', { actions: ['ring', 'sigh'] });
  });

  it('have ids of their own in the station, and targets that exist', () => {
    const all = Object.entries(registry).flatMap(([name, machine]) =>
      mutantsOf(name as keyof typeof registry, machine),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { make } of all) expect(make().definition.id).not.toBe('');
  });
});

describe('a probed machine', () => {
  it('says what it comes by, and behaves as before', () => {
    const passed: string[] = [];
    const actor = createActor(probed(door, (place) => passed.push(place))).start();
    actor.send({ type: 'OPEN' });
    actor.stop();
    expect(actor.getSnapshot().value).toBe('open');
    expect(passed).toEqual([
      'door#/entry',
      'door#shut/entry',
      'door#shut/on OPEN[0] asked',
      'door#shut/on OPEN[1] asked',
      'door#shut/exit',
      'door#shut/on OPEN[2] taken',
      'door#open/entry',
    ]);
    const places = new Set(mutants.map(({ reachedBy }) => reachedBy));
    expect(passed.filter((place) => places.has(place))).toEqual([
      'door#shut/on OPEN[0] asked',
      'door#shut/on OPEN[1] asked',
      'door#shut/on OPEN[2] taken',
      'door#open/entry',
    ]);
  });
});
