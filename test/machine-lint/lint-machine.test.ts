import { describe, expect, it } from 'vitest';
import {
  and,
  assign,
  createMachine,
  enqueueActions,
  not,
  raise,
  sendTo,
  setup,
  spawnChild,
  stateIn,
} from 'xstate';
import { absentPort } from '../../machines/vocabulary/absent.ts';
import { lintMachine } from './lint-machine.ts';
import { machineLintSuite } from './machine-lint-suite.ts';

const said = { description: 'A state.', meta: { waitsFor: '' } };
/** The name of a delay; `raise` outside of setup() knows no names. */
const SOON = 'soon' as unknown as number;
type Config = Parameters<typeof createMachine>[0];
type Options = Parameters<ReturnType<typeof createMachine>['provide']>[0];

/** A machine of one good state `a`, changed by the planted defect. */
const machineWith = (config: object, options: object = {}) =>
  createMachine({ id: 'm', description: 'M.', initial: 'a', ...config } as Config, options as Options);
const withState = (state: object, options?: object) =>
  machineWith({ states: { a: { ...said, ...state } } }, options);

const child = setup({}).createMachine({ id: 'child', description: 'C.', initial: 'x', states: { x: {} } });

const GOOD = setup({
  actions: {
    commit: (_, _params: { changes: readonly string[] }) => {},
    later: raise({ type: 'LATER' }, { id: 'later', delay: 'soon' }),
    both: enqueueActions(({ enqueue, check }) => {
      if (check('open')) enqueue.assign({ marked: false });
    }),
    mark: assign({ marked: true }),
  },
  guards: { open: () => true, both: and(['open', not(stateIn({ work: 'b' }))]) },
  delays: { soon: 10 },
}).createMachine({
  id: 'good',
  description: 'A machine without a fault.',
  initial: 'idle',
  on: { RESET: '.idle', LATER: { actions: 'mark' } },
  states: {
    idle: {
      ...said,
      entry: [{ type: 'commit', params: { changes: [] } }, 'later'],
      always: { guard: 'both', target: 'work.b' },
      after: { soon: { target: 'lanes', actions: 'both' } },
    },
    work: {
      ...said,
      initial: 'a',
      onDone: 'idle',
      states: {
        a: { ...said, meta: { waitsFor: 'a cable', clause: 'OCPP 1.6 ed.2 4.2' }, on: { NEXT: 'b' } },
        b: { ...said, on: { NEXT: 'end', BACK: 'a' } },
        end: { type: 'final' },
        last: { type: 'history' },
      },
    },
    lanes: {
      ...said,
      type: 'parallel',
      on: { BACK: 'work.last' },
      states: { left: { ...said }, right: { ...said, initial: 'x', states: { x: said } } },
    },
  },
});

const DEFECTS: readonly (readonly [
  what: string,
  machine: ReturnType<typeof machineWith>,
  problem: RegExp,
])[] = [
  ['an unknown entry action', withState({ entry: 'go' }), /^action go has no implementation$/],
  ['an unknown exit action', withState({ exit: { type: 'go' } }), /^action go has no implementation$/],
  ['an unknown action of a transition', withState({ on: { X: { actions: ['go'] } } }), /^action go has no/],
  [
    'an unknown action of an initial',
    machineWith({ initial: { target: 'a', actions: 'go' }, states: { a: said } }),
    /^action go/,
  ],
  ['an unknown guard', withState({ on: { X: { guard: 'ok' } } }), /^guard ok has no implementation$/],
  ['an unknown guard in not(and())', withState({ always: { guard: not(and(['ok'])) } }), /^guard ok has no/],
  [
    'an unknown guard in a named guard',
    withState({ on: { X: { guard: 'both' } } }, { guards: { both: and(['ok']) } }),
    /^guard ok has no/,
  ],
  [
    'an unknown invoked actor',
    withState({ invoke: { src: 'job', id: 'job' } }),
    /^actor job has no implementation$/,
  ],
  ['an unknown spawned actor', withState({ entry: spawnChild('job') }), /^actor job has no implementation$/],
  [
    'an unknown actor spawned by a named action',
    withState({ entry: 'start' }, { actions: { start: spawnChild('job') } }),
    /^actor job has no implementation$/,
  ],
  ['an unknown delay', withState({ after: { soon: {} } }), /^delay soon has no implementation$/],
  ['a raw number', withState({ after: { 500: {} } }), /^after waits for the raw number 500/],
  ['an inline action', withState({ entry: () => {} }), /^an inline action/],
  ['an inline assign', withState({ entry: assign({ a: 1 }) }), /^an inline assign/],
  ['an inline guard', withState({ on: { X: { guard: () => true } } }), /^an inline guard/],
  ['an inline actor', withState({ invoke: { src: child } }), /^invoke has an inline actor/],
  [
    'a delayed raise without an id',
    withState({ entry: raise({ type: 'X' }, { delay: SOON }) }, { delays: { soon: 1 } }),
    /^raise is delayed and has no id$/,
  ],
  [
    'a delayed sendTo without an id',
    withState(
      { entry: 'tell' },
      { actions: { tell: sendTo('x', { type: 'X' }, { delay: SOON }) }, delays: { soon: 1 } },
    ),
    /^action tell is delayed and has no id$/,
  ],
  [
    'a delayed raise with a number',
    withState({ entry: raise({ type: 'X' }, { id: 'x', delay: 10 }) }),
    /^raise waits for the raw number 10/,
  ],
  [
    'an absent action',
    withState({ entry: 'commit' }, { actions: { commit: absentPort('commit') } }),
    /^action commit is an absent port/,
  ],
  [
    'an absent guard',
    withState({ on: { X: { guard: 'ok' } } }, { guards: { ok: absentPort('ok') } }),
    /^guard ok is an absent port/,
  ],
  [
    'spawn inside assign',
    withState({ entry: 'go' }, { actions: { go: assign({ a: ({ spawn }) => spawn('job') }) } }),
    /^action go spawns inside assign/,
  ],
  [
    'an unknown action enqueued',
    withState({ entry: 'go' }, { actions: { go: enqueueActions(({ enqueue }) => enqueue('off')) } }),
    /^action off has no implementation$/,
  ],
  ['no description', machineWith({ states: { a: { meta: { waitsFor: '' } } } }), /^no description$/],
  ['a blank description', withState({ description: ' ' }), /^no description$/],
  ['no waitsFor', machineWith({ states: { a: { description: 'A.' } } }), /^no meta.waitsFor$/],
  ['a clause that is no text', withState({ meta: { waitsFor: '', clause: 5 } }), /^meta.clause is no text$/],
  [
    'an unreachable state',
    machineWith({ states: { a: said, b: { ...said, on: { X: 'b' } } } }),
    /^no transition/,
  ],
  ['a misspelled state key', withState({ onEntry: 'go' }), /no key onEntry of a state$/],
  [
    'a misspelled transition key',
    withState({ on: { X: { action: 'go' } } }),
    /no key action of a transition$/,
  ],
  [
    'a misspelled invoke key',
    withState({ invoke: { src: 'job', ondone: 'a' } }, { actors: { job: child } }),
    /no key ondone of an invoke$/,
  ],
];

describe('the machine lint', () => {
  it('is content with a good machine', () => {
    expect(lintMachine(GOOD)).toEqual([]);
  });

  it.each(DEFECTS)('finds %s', (_, machine, problem) => {
    const problems = lintMachine(machine).map((found) => found.problem);
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });

  it('finds exactly the planted defect, with machine and state', () => {
    expect(lintMachine(withState({ entry: 'go' }))).toEqual([
      { machine: 'm', state: 'a', problem: 'action go has no implementation' },
    ]);
  });

  it('finds an initial state that does not exist', () => {
    const machine = machineWith({ states: { a: { ...said, initial: 'nowhere', states: { b: said } } } });
    expect(lintMachine(machine)).toEqual([
      { machine: 'm', state: '(root)', problem: expect.stringContaining('"nowhere" not found') },
    ]);
  });

  it('lints child machines, once each', () => {
    const machine = withState(
      { entry: 'start' },
      { actors: { child, twin: child }, actions: { start: spawnChild('child') } },
    );
    expect(lintMachine(machine)).toEqual([
      { machine: 'child', state: 'x', problem: 'no description' },
      { machine: 'child', state: 'x', problem: 'no meta.waitsFor' },
    ]);
  });

  it('does not take a state for reachable because its parent is entered elsewhere', () => {
    const states = { first: said, second: said };
    const machine = machineWith({
      states: { a: { ...said, on: { X: 'b.second' } }, b: { ...said, initial: 'first', states } },
    });
    expect(lintMachine(machine)).toEqual([
      { machine: 'm', state: 'b.first', problem: 'no transition leads here' },
    ]);
  });

  it('takes a state behind a guard, a delay, a history and a done state for reachable', () => {
    expect(lintMachine(GOOD).filter((found) => found.problem === 'no transition leads here')).toEqual([]);
  });

  it('is silent about a port that is provided', () => {
    const machine = setup({ actions: { commit: absentPort<{ id: number }>('commit') } }).createMachine({
      id: 'ports',
      description: 'P.',
      entry: { type: 'commit', params: { id: 1 } },
    });
    expect(lintMachine(machine)).toHaveLength(1);
    expect(lintMachine(machine.provide({ actions: { commit: () => {} } }))).toEqual([]);
  });
});

machineLintSuite({ good: GOOD });
