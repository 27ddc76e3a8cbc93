import {
  type AnyActor,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventObject,
} from 'xstate';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import type { Registry } from '../../machines/registry.ts';
import { registry } from '../../machines/registry.ts';
import { startConfiguration } from '../../machines/rules/configuration.ts';
import { hosted, type Publish } from '../../machines/vocabulary/hosting.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import { RECORDS } from '../rules/station-fixture.ts';
import { recordingLogic } from './recording-logic.ts';

/** The words of a port's params; null: not worth a word. */
type Say = (params: never) => string | null;

/** Records with the profile's configuration, changed by `settings`. */
export function recordsWith(
  settings: Readonly<Record<string, string>>,
  change: Partial<StationRecords> = {},
): StationRecords {
  const start = startConfiguration(mx007sc, Object.entries(settings));
  if ('mistakes' in start) throw new Error(start.mistakes.join(' '));
  return { ...RECORDS, profile: mx007sc, configuration: start.configuration, ...change };
}

/** What is told to another actor: its type and its plain values, in the order of their names. */
export function eventWords(event: EventObject): string {
  const { type, ...rest } = event;
  const plain = Object.entries(rest)
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [type, ...plain.map(([, value]) => String(value))].join(' ');
}

/** One machine of the station on virtual time; its ports and its owner only take note. */
export class MachineAlone<E extends EventObject> {
  readonly clock = new VirtualClock();
  readonly records: { now: StationRecords };
  readonly #log: string[] = [];
  readonly #actor: AnyActor;

  constructor(
    name: keyof Registry,
    {
      settings = {},
      records = {},
      input = {},
      ports,
      owner = eventWords,
      children = {},
      publish,
    }: {
      readonly settings?: Readonly<Record<string, string>>;
      readonly records?: Partial<StationRecords>;
      readonly input?: object;
      readonly ports: Readonly<Record<string, Say>>;
      readonly owner?: (event: EventObject) => string;
      readonly children?: Readonly<Record<string, unknown>>;
      /** What it tells by its state, as when it runs in the station; else it tells nothing of that kind. */
      readonly publish?: Publish;
    },
  ) {
    this.records = { now: recordsWith(settings, records) };
    const actions = Object.entries(ports).map(([port, say]) => [
      port,
      (_: unknown, params: never) => {
        const words = say(params);
        if (words !== null) this.#log.push(`${port} ${words}`.trim());
      },
    ]);
    const machine = (registry[name] as AnyStateMachine).provide({
      actions: Object.fromEntries(actions),
      actors: children,
    } as never);
    const told = createActor(recordingLogic((event) => void this.#log.push(`owner: ${owner(event)}`)));
    this.#actor = createActor(hosted(machine, publish), {
      clock: this.clock,
      input: { owner: told.start(), records: this.records, ...input },
    }).start();
  }

  send(...events: readonly (E | E['type'])[]): this {
    for (const event of events) this.#actor.send(typeof event === 'string' ? { type: event } : event);
    return this;
  }

  pass_s(s: number): this {
    this.clock.advance(s * 1_000);
    return this;
  }

  /** What was told, asked and stored since it was last asked. */
  get told(): readonly string[] {
    return this.#log.splice(0);
  }

  /** `running` of a region, or of the whole: `link.down.waiting`. */
  state(region?: string): string {
    const { value } = this.#actor.getSnapshot() as { value: Record<string, unknown> };
    return path(region === undefined ? value : value[region]);
  }

  /** What a machine that has come to its end leaves. */
  output<T>(): T | undefined {
    return (this.#actor.getSnapshot() as { output: T | undefined }).output;
  }

  context<T>(): T {
    return (this.#actor.getSnapshot() as { context: T }).context;
  }

  get snapshot(): AnyMachineSnapshot {
    return this.#actor.getSnapshot() as AnyMachineSnapshot;
  }
}

function path(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[key, inner] = ['', '']] = Object.entries(value as Readonly<Record<string, unknown>>);
  return `${key}.${path(inner)}`;
}
