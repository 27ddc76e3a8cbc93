import type { AnyStateMachine } from 'xstate';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import type { Registry } from '../../machines/registry.ts';
import type { CollectedTest } from './collected-tests.ts';
import { byChecker, byLint, bySimulation, type Finding } from './layers.ts';
import { loadSuites } from './load-suites.ts';
import { originalMachines, putInForce } from './machines-in-force.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { probed } from './probed.ts';

/** What the runner asks of a worker; each is answered by one message. */
export type Task =
  | { readonly type: 'measure' }
  | {
      readonly type: 'try';
      readonly mutant: string;
      /** Names of the tests to run; the first that fails ends the trial. */
      readonly tests: readonly string[];
      readonly days: number;
      readonly states: number;
      /** Every layer, not only up to the first that finds it. */
      readonly all: boolean;
    };
export type MeasuredTest = {
  readonly name: string;
  readonly took_ms: number;
  /** What it comes by, as `probed` names it. */
  readonly passed: readonly string[];
  readonly error: string | null;
};
export type Answer =
  | { readonly type: 'ready' }
  /** A test or a layer more is done. */
  | { readonly type: 'comes on' }
  | { readonly type: 'measured'; readonly tests: readonly MeasuredTest[] }
  | { readonly type: 'tried'; readonly mutant: string; readonly findings: readonly Finding[] }
  /** The mutator itself is at fault, no mutant. */
  | { readonly type: 'broken'; readonly words: string };

const clock = new SystemClock();
const tests = await loadSuites();
const nameOf = ({ file, name }: CollectedTest): string => `${file}: ${name}`;
const named = new Map(tests.map((test) => [nameOf(test), test]));
const mutants: ReadonlyMap<string, Mutant> = new Map(
  (Object.entries(originalMachines()) as [keyof Registry, AnyStateMachine][])
    .flatMap(([name, machine]) => mutantsOf(name, machine))
    .map((mutant) => [mutant.id, mutant]),
);

/** An error that reached nobody: XState throws what an actor without a supervisor died of. */
let stray: unknown = null;
process.on('uncaughtException', (error) => {
  stray ??= error;
});

const answer = (it: Answer): void => {
  process.send?.(it);
};

const wordsOf = (error: unknown): string => String(error instanceof Error ? error.message : error);
const short = (words: string): string => words.split('\n').slice(0, 2).join(' ').slice(0, 200);

type Failure = { readonly words: string; readonly properties: readonly string[] };

/** Of the lists of violations, one a property, that `expectProperties` compares with empty ones. */
function propertiesOf(error: unknown): readonly string[] {
  const lists = typeof error === 'object' && error !== null && 'actual' in error ? error.actual : null;
  if (typeof lists !== 'object' || lists === null) return [];
  return Object.entries(lists)
    .filter(([name, found]) => /^[SL]\d+$/.test(name) && Array.isArray(found) && found.length > 0)
    .map(([name]) => name);
}

const failure = (error: unknown): Failure => ({ words: wordsOf(error), properties: propertiesOf(error) });

/** A test that waits longer for what a mistake keeps from it has failed, as it has where it is run alone. */
const PATIENCE_MS = 8_000;

async function withPatience(run: CollectedTest['run']): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = clock.setTimeout(() => reject(new Error('the test waits without end')), PATIENCE_MS);
  try {
    await Promise.race([run(), late]);
  } finally {
    clock.clearTimeout(timer);
  }
}

async function failureOf({ run }: CollectedTest): Promise<Failure | null> {
  answer({ type: 'comes on' });
  stray = null;
  try {
    await withPatience(run);
  } catch (error) {
    return failure(error);
  }
  // What is thrown in a timer comes after the test.
  await new Promise<void>((resolve) => clock.setTimeout(resolve, 0));
  return stray === null ? null : failure(stray);
}

async function measure(): Promise<readonly MeasuredTest[]> {
  let passed = new Set<string>();
  const machines = Object.entries(originalMachines()).map(([name, machine]) => [
    name,
    probed(machine as AnyStateMachine, (place) => passed.add(place)),
  ]);
  putInForce(Object.fromEntries(machines));
  const measured: MeasuredTest[] = [];
  for (const test of tests) {
    passed = new Set();
    const begun_ms = clock.now().monotonic_ms;
    const error = await failureOf(test);
    const took_ms = clock.now().monotonic_ms - begun_ms;
    measured.push({ name: nameOf(test), took_ms, passed: [...passed], error: error?.words ?? null });
  }
  return measured;
}

function testOf(name: string): CollectedTest {
  const test = named.get(name);
  if (!test) throw new Error(`there is no test ${name}: the suites changed meanwhile`);
  return test;
}

async function byTests(names: readonly string[]): Promise<Finding | null> {
  for (const name of names) {
    const failed = await failureOf(testOf(name));
    if (failed) return { layer: 'tests', properties: [], words: `${name}: ${short(failed.words)}` };
  }
  return null;
}

/** So many tests are enough to see whether the wire shows a mistake. */
const WIRE_TESTS = 40;

/** Conformance tests until one ends with a property violated. */
async function byWire(names: readonly string[]): Promise<Finding | null> {
  const wire = names.filter((name) => name.startsWith('test/conformance/'));
  for (const name of wire.slice(0, WIRE_TESTS)) {
    const { properties = [] } = (await failureOf(testOf(name))) ?? {};
    if (properties.length > 0) return { layer: 'wire', properties, words: name };
  }
  return null;
}

async function trial(task: Task & { type: 'try' }): Promise<readonly Finding[]> {
  const mutant = mutants.get(task.mutant);
  if (!mutant) throw new Error(`there is no mutant ${task.mutant}`);
  putInForce({ [mutant.machine]: mutant.make() });
  const layers = [
    byLint,
    () => byTests(task.tests),
    ...(task.all ? [() => byWire(task.tests)] : []),
    () => bySimulation(task.days),
    () => byChecker(mutant.machine, task.states),
  ];
  const findings: Finding[] = [];
  for (const layer of layers) {
    answer({ type: 'comes on' });
    const found = await layer();
    if (found) findings.push(found);
    if (found && !task.all) break;
  }
  return findings;
}

const answerTo = async (task: Task): Promise<Answer> =>
  task.type === 'measure'
    ? { type: 'measured', tests: await measure() }
    : { type: 'tried', mutant: task.mutant, findings: await trial(task) };

process.on('message', (task: Task) => {
  answerTo(task).then(answer, (error) => answer({ type: 'broken', words: wordsOf(error) }));
});
answer({ type: 'ready' });
