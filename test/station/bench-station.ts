import type { Onlooker } from '../../actors/onlooker.ts';
import { recordRules } from '../../actors/record-rules.ts';
import { deafFirmware } from '../../actors/replay-drivers.ts';
import { Station } from '../../actors/station.ts';
import type { StationDrivers } from '../../actors/station-drivers.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { World } from '../../drivers/bench/world.ts';
import { forgetfulStore, type WorldStore } from '../../drivers/bench/world-file.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { LoopbackCsmsSocket } from '../../drivers/csms-socket/loopback-csms-socket.ts';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { Storage } from '../../drivers/storage/storage.ts';
import type { Registry } from '../../machines/registry.ts';
import { startConfiguration } from '../../machines/rules/configuration.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { LoopbackCentralSystem } from './loopback-central-system.ts';
import { noCertificates } from './no-certificates.ts';
import { SentLogs } from './sent-logs.ts';

type Options = Onlooker & {
  readonly registry?: Registry;
  readonly storage?: (clock: VirtualClock) => Storage;
  /** Start values of configuration keys. */
  readonly set?: Readonly<Record<string, string>>;
  readonly trace?: StationDrivers['trace'];
  readonly clock?: VirtualClock;
  readonly world?: WorldStore;
};

/** What a new station of this profile keeps its records by. */
export function rulesWith(set: Readonly<Record<string, string>> = {}) {
  const start = startConfiguration(mx007sc, Object.entries(set));
  if ('mistakes' in start) throw new Error(start.mistakes.join(' '));
  return recordRules(mx007sc, start.configuration);
}

/** The whole station in one process, on virtual time: bench, loopback central system, memory for storage. */
export class BenchStation {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly storage: Storage;
  readonly socket: LoopbackCsmsSocket;
  readonly central: LoopbackCentralSystem;
  readonly station: Station;
  /** Whatever the station complained of. */
  readonly complaints: string[] = [];
  /** Restarts of the whole station. */
  readonly restarts: string[] = [];
  readonly logs = new SentLogs();

  constructor({ registry, storage, set, trace, clock, world, ...onlooker }: Options = {}) {
    this.clock = clock ?? new VirtualClock();
    this.world = new World({ clock: this.clock, connectors: 2, store: world ?? forgetfulStore() });
    this.storage = storage?.(this.clock) ?? new MemoryStorage({ profile: mx007sc, rules: rulesWith(set) });
    this.socket = new LoopbackCsmsSocket({ clock: this.clock });
    this.central = new LoopbackCentralSystem(this.socket.peer, () => isoTime(this.clock.now().wall_ms));
    this.station = new Station({
      ...onlooker,
      ...(registry ? { registry } : {}),
      restarting: (why, error) => this.restarts.push(error ? `${why}: ${error}` : why),
      drivers: {
        board: new BenchBoard(this.world),
        socket: this.socket,
        clock: this.clock,
        random: new SeededRandom(1),
        storage: this.storage,
        target: () => ({ url: 'ws://central.example/MX007SC-0001', credentials: null }),
        trace: trace ?? (() => {}),
        certificates: noCertificates,
        sendLog: this.logs.send,
        firmware: deafFirmware(null),
        complain: (kind, detail) => this.complaints.push(`${kind} ${detail}`.trim()),
      },
    });
  }

  /** Starts it, and lets the central system accept it. */
  async booted(): Promise<this> {
    this.station.start();
    await this.pass(1_000);
    return this;
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms, () => this.socket.quiescent());
  }

  /** Charging on a connector, from the cable to the confirmed contactor. */
  async charge(connectorId: number, idTag: string): Promise<void> {
    this.world.plug(connectorId);
    await this.pass(500);
    this.world.showCard(idTag);
    await this.pass(1_500);
  }

  get statuses(): readonly string[] {
    return this.station.root?.getSnapshot().context.control.connectors.map(({ status }) => status) ?? [];
  }
}
