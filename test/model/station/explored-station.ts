import type { AnyMachineSnapshot } from 'xstate';
import type { CurrentLimitsState } from '../../../machines/rules/current-limits.ts';
import type { StatusReporterState } from '../../../machines/rules/status-reporter.ts';
import { CURRENT_LIMITS, STATUS_REPORTER } from '../../../machines/vocabulary/peer.ts';
import type { ComponentState } from '../component.ts';
import { MemoComponent } from '../memo-component.ts';
import type { Choice } from '../model.ts';
import { numberOf } from '../numbered.ts';
import type { Actor, StepRecord, World } from '../system.ts';
import { type Numbering, numbering, renamedId, renamedRecords, renamedSnapshot } from './renumbered.ts';
import { rebasedLimits, rebasedTold } from './shared-current.ts';
import { sharedRecords } from './shared-records.ts';
import { type Node, type Options, StationModel } from './station-model.ts';
import { renumberedReporter } from './statuses.ts';
import { renamedAround } from './surroundings.ts';

/**
 * For exploring: outcomes are remembered, and transactions and requests have the smallest numbers that decide
 * the same.
 */
export class ExploredStation extends StationModel {
  readonly #renamed = new WeakMap<ComponentState, Map<string, ComponentState>>();

  constructor(options: Options) {
    super(options, (component) => new MemoComponent(component, () => numberOf(this.records.now)));
  }

  override initial(): { node: Node; record: StepRecord } {
    const { node, record } = super.initial();
    return { node: rebased(reported(this.#canonical(node))), record };
  }

  override take(node: Node, choice: Choice): { node: Node; record: StepRecord } {
    const taken = super.take(node, choice);
    return { node: rebased(reported(this.#canonical(taken.node))), record: taken.record };
  }

  #canonical(node: Node): Node {
    const map = numbering(node.world, node.records, node.records.profile.connectors.count);
    const world = this.#renamedWorld(node.world, map ?? new Map());
    if (!map) return world === node.world ? node : { ...node, world };
    const records = sharedRecords(renamedRecords(node.records, map));
    return { world, around: renamedAround(node.around, map), records };
  }

  #renamedWorld(world: World, map: Numbering): World {
    const asked = [...world.actors.values()].some(({ state }) => requestOf(state) !== 0);
    if (map.size === 0 && !asked) return world;
    const actors = new Map<string, Actor>();
    for (const actor of world.actors.values()) {
      const id = renamedId(actor.id, map);
      const component = id === actor.id ? actor.component : this.transactionComponent(id);
      actors.set(id, { ...actor, id, component, state: this.#renamedState(actor, component, map) });
    }
    const timers = world.timers.map((it) => {
      const actor = renamedId(it.actor, map);
      return actor === it.actor ? it : { ...it, actor };
    });
    return { ...world, actors, timers };
  }

  #renamedState({ state }: Actor, component: Actor['component'], map: Numbering): ComponentState {
    const number = component instanceof MemoComponent ? numberOfComponent(component) : '';
    const key = `${number} ${[...map].join()}`;
    let known = this.#renamed.get(state);
    if (!known) {
      known = new Map();
      this.#renamed.set(state, known);
    }
    const one = known.get(key);
    if (one) return one;
    const renamed = withoutRequest(renamedSnapshot(state as AnyMachineSnapshot, map));
    const canonical = component instanceof MemoComponent ? component.one(renamed) : renamed;
    known.set(key, canonical);
    return canonical;
  }
}

/** What the status reporter counts, counted anew. */
function reported(node: Node): Node {
  const reporter = node.world.actors.get(STATUS_REPORTER);
  const { reducer, context } = (reporter?.state ?? {}) as { reducer?: object; context?: StatusReporterState };
  if (!reporter || !context?.lines) return node;
  const renumbered = renumberedReporter(context, node.around.statuses);
  if (!renumbered) return node;
  const { component } = reporter;
  const hosted = { reducer, context: renumbered.state };
  const state = component instanceof MemoComponent ? component.one(hosted) : hosted;
  const actors = new Map(node.world.actors).set(STATUS_REPORTER, { ...reporter, state });
  return {
    ...node,
    world: { ...node.world, actors },
    around: { ...node.around, statuses: renumbered.statuses },
  };
}

/** Times of the current limits, counted from now. */
function rebased(node: Node): Node {
  const actor = node.world.actors.get(CURRENT_LIMITS);
  const { reducer, context } = (actor?.state ?? {}) as { reducer?: object; context?: CurrentLimitsState };
  if (!actor || !context?.sharing) return node;
  const { edge } = node.around;
  const { now_ms, wakeAt_ms } = edge.limits;
  const { component } = actor;
  const hosted = { reducer, context: rebasedLimits(context, now_ms) };
  const state = component instanceof MemoComponent ? component.one(hosted) : hosted;
  const actors = new Map(node.world.actors).set(CURRENT_LIMITS, { ...actor, state });
  const limits = { now_ms: 0, wakeAt_ms: wakeAt_ms === null ? null : wakeAt_ms - now_ms };
  const rebasedEdge = { ...edge, limits, deliveries: edge.deliveries.map(rebasedTold) };
  return { ...node, world: { ...node.world, actors }, around: { ...node.around, edge: rebasedEdge } };
}

const components = new Map<MemoComponent, number>();
function numberOfComponent(component: MemoComponent): number {
  const number = components.get(component) ?? components.size;
  components.set(component, number);
  return number;
}

const requestOf = (state: ComponentState): number =>
  (state as AnyMachineSnapshot).context?.control?.request ?? 0;

/** Only whether an answer is the latest request's matters: so the latest is always number 0. */
function withoutRequest(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  const { context } = snapshot;
  if ((context?.control?.request ?? 0) === 0) return snapshot;
  return {
    ...snapshot,
    context: { ...context, control: { ...context.control, request: 0 } },
  } as AnyMachineSnapshot;
}
