import { type AnyStateMachine, setup, spawnChild } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import { registry } from '../../../machines/registry.ts';
import { type ActorId, CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { LinkSummary } from '../../../machines/vocabulary/summary.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import type { Beside } from '../equivalence.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import type { Violation } from '../properties.ts';
import { RealStation } from '../real-station.ts';
import { type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';

export type AloneNode = { readonly world: World };
type Heard = readonly [label: string, event: { readonly type: string; readonly [field: string]: unknown }];
/** Numbers of what it asked for: of the CALL, and of the work that a port does. */
type Numbers = { readonly request: number; readonly attempt: number };

/** One machine of the charge point by itself, and what it may hear. */
export type AloneOptions = {
  readonly name: string;
  readonly scope: readonly string[];
  /** Its key among the machines of the station. */
  readonly machine: 'chargePointCertificate' | 'firmwareUpdate' | 'logUpload';
  readonly address: ActorId;
  readonly input: object;
  /** At any time. */
  readonly heard: readonly Heard[];
  /** To what it asked for last, and to something that it asked for before. */
  readonly answered: (numbers: Numbers) => readonly Heard[];
};

/** A number that is of something else than the latest. */
const OLDER = 999;

const link = (connected: boolean): LinkSummary => ({ connected, registration: 'accepted' });
/** What each of them hears of the station. */
const LINK: readonly Heard[] = [
  ['link lost', { type: 'LINK', link: link(false) }],
  ['online', { type: 'LINK', link: link(true) }],
];

/** A charge point that hears everything and does nothing. */
function hosted({ machine, address, input }: AloneOptions, ports: Ports): AnyStateMachine {
  const { actors } = provide(registry, ports).implementations as unknown as {
    actors: Record<AloneOptions['machine'], AnyStateMachine>;
  };
  const given = ({ self }: { self: unknown }) => ({ owner: self, link: link(false), ...input });
  return setup({
    actors: { hosted: actors[machine] },
    actions: { start: spawnChild('hosted', { id: address, input: given } as never) },
  }).createMachine({ id: CHARGE_POINT, entry: 'start' });
}

/** A machine with all its events at any time: an environment that does more than any real one. */
export class AloneModel implements Model<AloneNode> {
  readonly name: string;
  readonly scope: readonly string[];
  readonly #system: System;
  readonly #options: AloneOptions;

  constructor(options: AloneOptions) {
    this.name = options.name;
    this.scope = [`${options.address} alone; each of its events at any time`, ...options.scope];
    this.#options = options;
    const components = new Map<string, MachineComponent>();
    this.#system = new System((logic, id) => {
      const component = components.get(id) ?? new MachineComponent(logic as AnyStateMachine, id);
      components.set(id, component);
      return component;
    });
  }

  /** The real actors, beside it. */
  real(): RealStation & Beside {
    return new RealStation((ports) => hosted(this.#options, ports), CHARGE_POINT, {});
  }

  initial(): { node: AloneNode; record: StepRecord } {
    const ports = recordingPorts(() => undefined);
    const { world, record } = this.#system.start(CHARGE_POINT, hosted(this.#options, ports), {});
    return { node: { world }, record };
  }

  choices({ world }: AloneNode): readonly Choice[] {
    const { address: to, heard, answered } = this.#options;
    const state = world.actors.get(to)?.state as { context: { control: Numbers } };
    const older = answered({ request: OLDER, attempt: OLDER }).map(
      ([label, event]): Heard => [`${label} (older)`, event],
    );
    const events = [...LINK, ...heard, ...answered(state.context.control), ...older];
    const timers = [...mayFire(world.timers)].sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
    return [
      ...events.map(([label, event]): Choice => ({ label, cause: { kind: 'event', to, event } })),
      ...timers.map((it): Choice => {
        const cause = { kind: 'timer', actor: it.actor, timer: it.timer } as const;
        return { label: `timer ${timerName(it)}`, cause };
      }),
    ];
  }

  take({ world }: AloneNode, { cause }: Choice): { node: AloneNode; record: StepRecord } {
    const next = this.#system.step(world, cause);
    return { node: { world: next.world }, record: next.record };
  }

  /** Which number a request or a work has decides nothing. */
  key({ world }: AloneNode): string {
    const actors = [...world.actors.values()].map(({ component, state }) => component.key(state));
    return `${actors.join(' ').replaceAll(/"(request|attempt)":\d+/g, '')} ${timersKey(world.timers)}`;
  }

  check(_before: AloneNode, { failures }: StepRecord): Violation | null {
    const [failure] = failures;
    return failure ? { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` } : null;
  }
}
