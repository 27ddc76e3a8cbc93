import type { AnyMachineSnapshot } from 'xstate';
import { registry as allMachines } from '../../machines/registry.ts';
import type { Component, ComponentState, Outcome } from './component.ts';
import { connectorStation, type Dimensions, LIMIT_A, recordsOf, STATION } from './compositions/connector.ts';
import { ConnectorModel } from './compositions/connector-model.ts';
import { ModelRecords } from './compositions/station-records.ts';
import type { Choice, Model } from './model.ts';
import { actorWords, calledWords, type Observation, RealStation, sentWords } from './real-station.ts';
import { pick, seededFractions } from './seeded-choice.ts';
import type { StepRecord, World } from './system.ts';
import { timerName } from './timers.ts';

export type Comparison = {
  readonly steps: number;
  /** Each actor's state values that the walks went through. */
  readonly visited: ReadonlySet<string>;
  /** The first step after which the two were not the same, with the way there. */
  readonly difference: { readonly labels: readonly string[]; readonly words: string } | null;
};
export type Walks = { readonly seed: number; readonly walks: number; readonly steps: number };

/** What walks beside a model: the real actors. */
export type Beside = Pick<RealStation, 'observe' | 'step' | 'stop' | 'world' | 'record'>;
export type HasWorld = { readonly world: World };

export function observed({ world }: HasWorld, { log }: StepRecord): Observation {
  const actors = [...world.actors.values()].map(({ id, state }) => [
    id,
    actorWords(state as AnyMachineSnapshot),
  ]);
  return {
    log: log.map((it) =>
      it.kind === 'sent' ? sentWords(it.to, it.event) : calledWords(it.effect.port, it.effect.params),
    ),
    actors: Object.fromEntries(actors),
    timers: world.timers.map((it) => `${timerName(it)} ${it.delay_ms}`).sort(),
  };
}

export function difference(pure: Observation, real: Observation): string | null {
  const lines = (it: Observation): readonly string[] => [
    ...it.log,
    ...Object.entries(it.actors)
      .map(([id, words]) => `${id} ${words}`)
      .sort(),
    ...it.timers,
  ];
  const [ours, theirs] = [lines(pure), lines(real)];
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  const index = at === -1 && ours.length !== theirs.length ? ours.length : at;
  return index === -1 ? null : `model: ${ours[index]}\nreal:  ${theirs[index]}`;
}

const valuesOf = ({ world }: HasWorld): readonly string[] =>
  [...world.actors].map(([id, { state }]) => `${id} ${JSON.stringify((state as AnyMachineSnapshot).value)}`);

/**
 * Of some choices at random the one that leads where the walks have been least: else few would ever charge.
 */
class Guide {
  readonly #fraction: () => number;
  readonly #visits = new Map<string, number>();

  constructor(seed: number) {
    this.#fraction = seededFractions(seed);
  }

  choose<Node extends HasWorld>(model: Model<Node>, node: Node): Choice {
    const choices = model.choices(node);
    const candidates = Array.from({ length: 4 }, () => pick(choices, this.#fraction()));
    const visits = candidates.map((it) => this.#visits.get(this.#place(model.take(node, it).node)) ?? 0);
    return candidates[visits.indexOf(Math.min(...visits))]!;
  }

  visited(node: HasWorld): void {
    const place = this.#place(node);
    this.#visits.set(place, (this.#visits.get(place) ?? 0) + 1);
  }

  #place(node: HasWorld): string {
    return valuesOf(node).join();
  }
}

/** Walks a model at random and the real actors beside it, and compares after each step. */
export function walk<Node extends HasWorld>(
  begin: () => { readonly model: Model<Node>; readonly real: Beside },
  { seed, walks, steps }: Walks,
): Comparison {
  const guide = new Guide(seed);
  const visited = new Set<string>();
  let taken = 0;
  for (let number = 0; number < walks; number += 1) {
    const { model, real } = begin();
    const labels: string[] = [];
    let { node, record } = model.initial();
    for (let step = 0; ; step += 1) {
      const [pureNow, realNow] = [observed(node, record), real.observe()];
      const words = difference(pureNow, realNow);
      if (words !== null) return { steps: taken, visited, difference: { labels, words } };
      for (const values of valuesOf(node)) visited.add(values);
      guide.visited(node);
      if (step === steps) break;
      const choice = guide.choose(model, node);
      labels.push(choice.label);
      ({ node, record } = model.take(node, choice));
      real.step(choice.cause);
      taken += 1;
    }
    real.stop();
  }
  return { steps: taken, visited, difference: null };
}

/** One connector, in some dimensions, beside its real actors. */
export function besideConnector(
  dimensions: Dimensions,
  decorate: (component: Component) => Component = (it) => it,
  registry = allMachines,
): { readonly model: ConnectorModel; readonly real: RealStation } {
  const model = new ConnectorModel({ name: 'walk', scope: [], registry, dimensions }, decorate);
  const records = new ModelRecords(recordsOf(dimensions));
  const input = { records, connectors: [1], limit_A: LIMIT_A };
  const real = new RealStation((ports) => connectorStation(registry, ports), STATION, input);
  return { model, real };
}

export const compare = (
  dimensions: Dimensions,
  walks: Walks,
  decorate: (component: Component) => Component = (it) => it,
): Comparison => walk(() => besideConnector(dimensions, decorate), walks);

/** A component whose sends are in the wrong order: what a comparison must notice. */
export class ReversedSends implements Component {
  readonly #component: Component;

  constructor(component: Component) {
    this.#component = component;
  }

  initial(input: unknown): Outcome {
    return reversed(this.#component.initial(input));
  }

  step(state: ComponentState, event: { type: string }): Outcome {
    return reversed(this.#component.step(state, event));
  }

  key(state: ComponentState): string {
    return this.#component.key(state);
  }
}

function reversed(outcome: Outcome): Outcome {
  const sends = outcome.outputs.filter(({ kind }) => kind === 'send');
  return { ...outcome, outputs: outcome.outputs.map((it) => (it.kind === 'send' ? sends.pop()! : it)) };
}
