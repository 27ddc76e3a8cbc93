import { edgeLogHeader, edgeLogLine } from '../../../actors/edge-log.ts';
import type { Envelope } from '../../../actors/envelope.ts';
import type { Registry } from '../../../machines/registry.ts';
import type { Way } from '../explorer.ts';
import type { Violation } from '../properties.ts';
import { RealWholeStation } from './real-whole-station.ts';
import type { StationComposition } from './station-dimensions.ts';
import { type StationChoice, StationModel, type StationNode, type StationOptions } from './station-model.ts';
import { LEFT_OUT } from './station-tree.ts';
import { type TimedStep, timesOfSteps } from './times-of-steps.ts';
import { differenceOf, observed } from './walk-beside.ts';

/** A trace of the model as the real station repeated it. */
export type Repeated = {
  readonly labels: readonly string[];
  /** Where the two parted, or null. */
  readonly difference: string | null;
  /** What the checkers say of the last step. */
  readonly violation: Violation | null;
  /** An edge log for each life of the station: a power cut begins a new one. */
  readonly edgeLogs: readonly string[];
  /** When each step happened; null: the delays of the timers exclude this order of steps. */
  readonly times_ms: readonly number[] | null;
};

const OPTIONS = { identity: 'model', csms: null, board: 'model' } as const;

class LivesLog {
  readonly #texts: string[] = [];
  #text = '';

  begin({ storage }: Pick<RealWholeStation, 'storage'>, envelopes: readonly Envelope[]): void {
    this.end();
    this.#text = edgeLogLine(edgeLogHeader('model', storage, storage.messages(), OPTIONS));
    for (const envelope of envelopes) this.add(envelope);
  }

  add(envelope: Envelope): void {
    if (!LEFT_OUT.has(envelope.to)) this.#text += edgeLogLine(envelope);
  }

  end(): readonly string[] {
    if (this.#text !== '') this.#texts.push(this.#text);
    this.#text = '';
    return this.#texts;
  }
}

/** Walks a way through the model and the real station beside it. */
export function repeated(
  composition: StationComposition,
  way: Way,
  changed: { readonly registry?: Registry; readonly queue?: StationOptions['queue'] } = {},
): Repeated {
  const model = new StationModel({ ...composition, ...changed });
  const { node: first, record } = model.initial();
  const walk = walked(model, first, way);
  const times_ms = timesOfSteps(walk.map(({ timed }) => timed));
  let envelopes: Envelope[] = [];
  const log = (envelope: Envelope): number => envelopes.push(envelope);
  const { registry } = changed;
  const real = new RealWholeStation({ composition, log, ...(registry && { registry }) });
  const lives = new LivesLog();
  lives.begin({ storage: storageAtStart(composition) }, envelopes);
  let difference = differenceOf(observed(first, record), real.observe());
  let violation: Violation | null = null;
  let before = first;
  for (const [index, { choice, node, record: done }] of walk.slice(1).entries()) {
    envelopes = [];
    const disk = real.storage;
    real.step(choice!, times_ms?.[index + 1] ?? 0);
    const boots = envelopes.findIndex(({ cause }) => cause === 'boot');
    for (const envelope of boots === -1 ? envelopes : envelopes.slice(0, boots)) lives.add(envelope);
    if (boots !== -1) lives.begin({ storage: real.storage ?? disk }, envelopes.slice(boots));
    const words = differenceOf(observed(node, done), real.observe());
    if (words !== null) difference ??= `after "${choice!.label}":\n${words}`;
    violation = model.check(before, done, node);
    before = node;
  }
  real.stop();
  const labels = walk.slice(1).map(({ choice }) => choice!.label);
  return { labels, difference, violation, edgeLogs: lives.end(), times_ms };
}

const storageAtStart = (composition: StationComposition) => {
  const fresh = new RealWholeStation({ composition });
  fresh.stop();
  return fresh.storage;
};

type Walked = {
  readonly choice: StationChoice | null;
  readonly node: StationNode;
  readonly record: ReturnType<StationModel['take']>['record'];
  readonly timed: TimedStep;
};
function walked(model: StationModel, first: StationNode, way: Way): readonly Walked[] {
  const { record } = model.initial();
  const start: Walked = {
    choice: null,
    node: first,
    record,
    timed: { armed: first.world.timers, fired: null },
  };
  const steps: Walked[] = [start];
  for (const number of way) {
    const choice = model.choices(steps.at(-1)!.node)[number];
    if (!choice) throw new Error(`this way ends after ${steps.length - 1} steps: no choice ${number} there`);
    const taken = model.take(steps.at(-1)!.node, choice);
    const [cause] = choice.causes;
    const fired = choice.kind === 'timer' ? choice.label.replace('timer ', '').split(', and')[0]! : null;
    if (cause === undefined && choice.kind === 'timer') throw new Error('a timer without a cause');
    steps.push({ choice, ...taken, timed: { armed: taken.node.world.timers, fired } });
  }
  return steps;
}
