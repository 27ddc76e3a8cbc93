import { registry as allMachines } from '../../machines/registry.ts';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { type Beside, besideConnector, difference, type HasWorld, observed } from './equivalence.ts';
import type { Exploration, Way } from './explorer.ts';
import type { Choice, Model } from './model.ts';
import type { Violation } from './properties.ts';
import { RealWholeStation } from './station/real-whole-station.ts';
import { STATION_COMPOSITIONS } from './station/station-compositions.ts';
import { StationModel } from './station/station-model.ts';
import type { StepRecord, World } from './system.ts';
import { type Family, type TraceFile, writeTrace } from './trace-file.ts';

/** A model that can also judge what real actors did. */
export interface Judge<Node> extends Model<Node> {
  /** @param before null at the start. */
  nodeOf(before: Node | null, choice: Choice | null, world: World, record: StepRecord): Node;
}
export type Repeated = {
  readonly labels: readonly string[];
  /** Where model and real actors parted, or null. */
  readonly difference: string | null;
  /** What the checkers say of the last step of the real actors. */
  readonly violation: Violation | null;
};
type Walkers<Node> = { readonly model: Model<Node>; readonly judge: Judge<Node>; readonly real: Beside };

/**
 * Walks a way on the real actors with the model beside them. What is judged are the states, ports and timers
 * of the real actors; the model says only what may happen next, and whether the two are the same.
 */
function repeatedBeside<Node extends HasWorld>({ model, judge, real }: Walkers<Node>, way: Way): Repeated {
  let { node, record } = model.initial();
  let words = difference(observed(node, record), real.observe());
  let before = judge.nodeOf(null, null, real.world(), real.record());
  let violation: Violation | null = null;
  const labels: string[] = [];
  for (const number of way) {
    const [choice, same] = [model.choices(node)[number], judge.choices(before)[number]];
    if (!choice || choice.label !== same?.label) {
      words ??= `step ${labels.length + 1} cannot happen any more`;
      break;
    }
    labels.push(choice.label);
    ({ node, record } = model.take(node, choice));
    real.step(choice.cause);
    const parted = difference(observed(node, record), real.observe());
    if (parted !== null) words ??= `after "${choice.label}":\n${parted}`;
    const after = judge.nodeOf(before, same, real.world(), real.record());
    violation = judge.check(before, real.record(), after);
    before = after;
  }
  real.stop();
  return { labels, difference: words, violation };
}

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((it) => it.name === name);
  if (!found) throw new Error(`there is no composition ${name}`);
  return found;
};

type Traced = Pick<TraceFile, 'family' | 'composition' | 'way'>;
/** Repeats a trace of one connector, or of two with the charge point, on their real actors. */
export function repeatedOnActors({ family, composition, way }: Traced, registry = allMachines): Repeated {
  if (family === 'connector') {
    const { dimensions } = named(CONNECTOR_COMPOSITIONS, composition);
    const { model, real } = besideConnector(dimensions, (it) => it, registry);
    const { model: judge } = besideConnector(dimensions, (it) => it, registry);
    return repeatedBeside({ model, judge, real }, way);
  }
  const found = named(STATION_COMPOSITIONS, composition);
  const make = (): StationModel => new StationModel({ ...found, registry }, (it) => it);
  const real = new RealWholeStation(registry, found.dimensions);
  return repeatedBeside({ model: make(), judge: make(), real }, way);
}

/** Saves the counterexample that an exploration found, for `npm run check:trace`. */
export function saveTrace(
  directory: string,
  family: Exclude<Family, 'station'>,
  { name: composition, violation }: Exploration,
): string {
  if (!violation) throw new Error(`nothing is violated in ${composition}`);
  const { property, words, way, trace } = violation;
  const steps = trace.map(({ label }) => label);
  return `${writeTrace(directory, { family, composition, property, words, way, steps })}.trace.json`;
}
