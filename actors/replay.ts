import { ToldClock } from '../drivers/clock/told-clock.ts';
import { MemoryStorage } from '../drivers/storage/memory-storage.ts';
import { registry as allMachines, type Registry } from '../machines/registry.ts';
import { parseIsoTime } from '../machines/vocabulary/instant.ts';
import { type Booted, boot } from './boot.ts';
import type { BootEvent } from './boot-event.ts';
import type { EdgeLog, EdgeLogHeader } from './edge-log.ts';
import type { Envelope } from './envelope.ts';
import type { Onlooker } from './onlooker.ts';
import { STAND_IN } from './read-edge-log.ts';
import { recordRules } from './record-rules.ts';
import { recordsView } from './records-view.ts';
import { DEAF, deafFirmware } from './replay-drivers.ts';
import { ReplayEdge } from './replay-edge.ts';
import { replayFailures } from './replay-failures.ts';
import type { StationDrivers } from './station-drivers.ts';
import { replayTechnician } from './technician.ts';
import type { StationWatch } from './watched-ports.ts';

export type Replayed = {
  readonly edge: ReplayEdge;
  readonly storage: MemoryStorage;
  /** Where the actors did something else than the log says; empty if they did all of it. */
  readonly differences: readonly string[];
};
type Options = Onlooker & {
  readonly registry?: Registry;
  readonly trace?: StationDrivers['trace'];
  readonly watch?: StationWatch;
};

const instantOf = ({ monotonic_ms, wall }: Envelope) => ({ monotonic_ms, wall_ms: parseIsoTime(wall) ?? 0 });

function storageOf({ records, messages }: EdgeLogHeader): MemoryStorage {
  const { profile, credentials, configuration } = records;
  const secrets = credentials.authorizationKey
    ? { AuthorizationKey: { current: STAND_IN, previous: null } }
    : {};
  const lastSequence = messages.at(-1)?.sequence ?? 0;
  const snapshot = { records, messages, lastSequence, secrets };
  return new MemoryStorage({ profile, rules: recordRules(profile, configuration), snapshot });
}

/**
 * Plays an edge log on the real actors: they get every input at its time and are held to what the log says
 * came of it. The world is not touched: ports store into a memory built from the header, and nothing else.
 */
export function replay({ header, envelopes }: EdgeLog, options: Options = {}): Replayed {
  const { registry = allMachines, trace = () => {}, watch, ...onlooker } = options;
  const clock = new ToldClock(envelopes[0] ? instantOf(envelopes[0]) : { monotonic_ms: 0, wall_ms: 0 });
  const storage = storageOf(header);
  const edge = new ReplayEdge(clock, onlooker);
  const between = replayFailures(envelopes, storage);
  const records = recordsView(storage);
  let booted: Booted | null = null;
  const world = { ...DEAF, clock, storage, trace };
  const start = ({ event }: Envelope): void => {
    const { interruption, uuid, firmware = null } = event as BootEvent;
    booted?.bound.stop();
    const random = { uuid: () => uuid, fraction: () => 0 };
    const drivers = {
      ...world,
      random,
      firmware: deafFirmware(firmware),
      target: () => ({ url: '', credentials: null }),
    };
    booted = boot({ edge, drivers, registry, records, interruption, between, watch });
    booted.root.subscribe({ error: () => {} });
    edge.run(booted.start);
  };
  for (const envelope of envelopes) {
    clock.at = instantOf(envelope);
    if (envelope.cause === 'boot') start(envelope);
    else if (envelope.cause === 'timer') edge.bringTimer(envelope);
    else if (!replayTechnician(envelope, edge, storage)) edge.bring(envelope);
  }
  edge.ended(envelopes.at(-1)?.seq ?? 0);
  return { edge, storage, differences: edge.differences };
}
