import { World } from '../../drivers/bench/world.ts';
import { forgetfulStore } from '../../drivers/bench/world-file.ts';
import type { TimerHandle } from '../../drivers/clock/clock.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { LoopbackCsmsSocket } from '../../drivers/csms-socket/loopback-csms-socket.ts';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import { registry as allMachines, type Registry } from '../../machines/registry.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import { newStorage } from '../conformance/station-storage.ts';
import { BoardWatch } from './board-watch.ts';
import { configurationStored } from './configuration-watch.ts';
import type { EdgeLogs } from './edge-logs.ts';
import { HeardWire } from './heard-wire.ts';
import { MessageLedger } from './message-ledger.ts';
import { PoweredLife } from './powered-life.ts';
import { RegisterWatch } from './register-watch.ts';
import { SimulatedCentralSystem } from './simulated-central-system.ts';
import { simulatedCertificates } from './simulated-certificates.ts';
import { SimulatedFirmware } from './simulated-firmware.ts';
import { SimulatedServers } from './simulated-servers.ts';
import { StartWatch } from './start-watch.ts';
import { Tally } from './tally.ts';
import type { Violation } from './violations.ts';
import { watchedRegistry } from './watched-registry.ts';
import type { StorageWatch } from './watched-storage.ts';
import { WireWatches } from './wire-watches.ts';

/** Virtual time whose every step ends with a look at everything. */
class WatchedClock extends VirtualClock {
  stepped: () => void = () => {};

  override setTimeout(fire: () => void, delay_ms: number): TimerHandle {
    return super.setTimeout(() => {
      fire();
      this.stepped();
    }, delay_ms);
  }
}

type PlannedCut = { commits: number; readonly stored: boolean; readonly dark_ms: number };

/** A whole station with its world and its central system, in virtual time, and everyone who watches it. */
export class Simulation {
  readonly clock = new WatchedClock();
  readonly world = new World({
    clock: this.clock,
    connectors: mx007sc.connectors.count,
    store: forgetfulStore(),
  });
  readonly socket = new LoopbackCsmsSocket({ clock: this.clock });
  readonly tally = new Tally();
  readonly centralSystem = new SimulatedCentralSystem(
    this.clock,
    this.socket.peer,
    (how, action) => this.tally.count(`lie: ${how} ${action}`),
    (property, text) => this.report(property, text),
  );
  readonly violations: Violation[] = [];
  readonly servers: SimulatedServers;
  readonly firmware: SimulatedFirmware;
  #offlineUntil_ms = 0;
  readonly record: HeardWire;
  readonly wire: WireWatches;
  readonly ledger: MessageLedger;
  readonly #board: BoardWatch;
  readonly #registers: RegisterWatch;
  readonly starts: StartWatch;
  readonly #random: SeededRandom;
  readonly #registry: Registry;
  readonly #edgeLogs: EdgeLogs | null;
  #storage: MemoryStorage;
  #life: PoweredLife | null = null;
  #cut: PlannedCut | null = null;
  #reading = 0;
  #powerUp: TimerHandle | null = null;

  /** @param outboxBudget of the station; null: that of the product. @param edgeLogs takes what it is told. */
  constructor(
    seed: number,
    registry: Registry = allMachines,
    outboxBudget: number | null = null,
    edgeLogs: EdgeLogs | null = null,
  ) {
    this.#edgeLogs = edgeLogs;
    const { limits } = mx007sc;
    this.#storage = newStorage(
      { ...mx007sc, limits: { ...limits, outboxBudget: outboxBudget ?? limits.outboxBudget } },
      [],
    );
    this.#random = new SeededRandom(seed);
    this.#registry = watchedRegistry(registry, (actorId, error) =>
      this.report('S14', `${actorId} died: ${words(error)}`),
    );
    const report = this.report.bind(this);
    const { world } = this;
    const now = () => this.clock.now();
    const records = () => this.records;
    this.ledger = new MessageLedger(records, report);
    this.#board = new BoardWatch({ world, records, now, report });
    this.#registers = new RegisterWatch(world, report);
    this.starts = new StartWatch({ world, records, now, report });
    this.servers = new SimulatedServers(this.clock, seed, this.#willRead, (ending) =>
      this.tally.count(`transfer: ${ending}`),
    );
    this.firmware = new SimulatedFirmware({
      clock: this.clock,
      seed,
      reading: this.#willRead,
      ended: (what) => this.tally.count(what),
      disturbed: () => this.#charging(),
      report,
    });
    this.wire = new WireWatches(report);
    this.record = new HeardWire(
      () => this.now_ms,
      (event) => {
        this.ledger.heard(event);
        this.starts.heard(event);
        this.wire.heard(event);
        this.tally.heard(event);
      },
    );
    this.clock.stepped = () => this.#board.check();
  }

  get now_ms(): number {
    return this.clock.now().monotonic_ms;
  }

  get records(): StationRecords {
    return (this.#life?.storage ?? this.#storage).records;
  }

  /** The station while it has power. */
  get life(): PoweredLife | null {
    return this.#life;
  }

  get storage(): MemoryStorage {
    return this.#life?.storage ?? this.#storage;
  }

  report(property: string, text: string): void {
    this.violations.push({ property, at_ms: this.now_ms, words: text });
  }

  powerUp(): void {
    if (this.#life) return;
    if (this.#powerUp) this.clock.clearTimeout(this.#powerUp);
    this.#powerUp = null;
    this.tally.count('power up');
    this.#life = new PoweredLife({
      clock: this.clock,
      world: this.world,
      socket: this.socket,
      record: this.record,
      random: this.#random,
      registry: this.#registry,
      storage: this.#storage,
      storageWatch: this.#storageWatch,
      boardWatch: this.#board,
      sendLog: this.servers.send,
      reading: this.#willRead,
      firmware: this.firmware.begin(),
      certificates: simulatedCertificates({
        clock: this.clock,
        records: () => this.records,
        reading: this.#willRead,
      }),
      stopped: () => this.#goDark(1_000),
      failed: (error) => this.report('S14', `the station died: ${words(error)}`),
      complain: (kind) => this.tally.count(`complaint: ${kind}`),
      edgeLogs: this.#edgeLogs,
    });
    this.#life.station.start();
  }

  /** Counts what the station is about to hear. */
  readonly #willRead = (by: 1 | -1): void => {
    this.#reading += by;
  };

  /** The transaction that runs; null: there is none. What is welded is no reason to keep old firmware. */
  #charging(): string | null {
    const [open] = Object.values(this.records.transactions);
    return open ? `transaction ${open.id} runs` : null;
  }

  /** Now, or at a later commit. */
  cutPower(commits: number, stored: boolean, dark_ms: number): void {
    if (!this.#life) return;
    if (commits === 0) this.#goDark(dark_ms);
    else this.#cut = { commits, stored, dark_ms };
  }

  /** A power cut that was to come does not come any more. */
  keepPower(): void {
    this.#cut = null;
  }

  shutDown(): void {
    this.#life?.station.shutDown();
  }

  technician(key: string, value: string): void {
    this.#life?.technician(key, value).then(
      ({ status }) => this.tally.count(`technician: ${status}`),
      () => this.tally.count('technician: not stored'),
    );
  }

  /** Whether it is a weekend on which nobody can be reached. */
  get isOffline(): boolean {
    return this.now_ms < this.#offlineUntil_ms;
  }

  /** The line to the central system is dead for so long. */
  goOffline(for_ms: number): void {
    this.#offlineUntil_ms = this.now_ms + for_ms;
    this.centralSystem.shut = true;
    this.socket.peer.close(1006, 'offline');
  }

  /** Lets virtual time pass up to a moment of the run. */
  async passUntil(at_ms: number): Promise<void> {
    for (
      let next = this.clock.nextDeadline();
      next !== null && next <= at_ms;
      next = this.clock.nextDeadline()
    ) {
      this.clock.advance(next - this.now_ms);
      await this.#readings();
    }
    this.clock.advance(at_ms - this.now_ms);
  }

  /** Something happens outside: one step of the station, and all that it brings about at once. */
  async step(act: () => void): Promise<void> {
    act();
    this.clock.stepped();
    await this.#readings();
  }

  async #readings(): Promise<void> {
    if (this.#reading === 0) return;
    while (this.#reading > 0) await Promise.resolve();
    // The reading is known; that the station has heard of it takes a few turns more.
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    this.clock.stepped();
    if (this.#reading > 0) await this.#readings();
  }

  readonly #storageWatch: StorageWatch = {
    committing: () => {
      if (this.#cut?.commits === 1 && !this.#cut.stored) this.#goDark(this.#cut.dark_ms);
    },
    stored: () => {
      if (!this.#cut) return;
      this.#cut.commits -= 1;
      if (this.#cut.commits <= 0) this.#goDark(this.#cut.dark_ms);
    },
    committed: (changes, messages, before) => {
      this.ledger.committed(changes, messages);
      if (messages.length > 0) this.#sampled();
      this.#registers.committed(messages, before);
      for (const change of changes) {
        this.tally.count(`stored: ${change.type}`);
        configurationStored(change, before, this.report.bind(this));
        if (change.type === 'transaction-opened') this.starts.opened(change, before);
      }
    },
    acknowledged: (sequence) => this.ledger.acknowledged(sequence),
  };

  /** Whether the storage thinned its samples. */
  #sampled(): void {
    const { storage } = this;
    const waiting = storage.waiting('transaction').length;
    if (waiting === this.ledger.waiting) return;
    const kept = new Set(storage.messages().map(({ sequence }) => sequence));
    this.tally.count('thinned', this.ledger.thinned(kept, storage.records.profile.limits.outboxBudget));
  }

  #goDark(dark_ms: number): void {
    const life = this.#life;
    if (!life) return;
    this.#cut = null;
    this.#storage = life.storage.clone();
    life.cutPower();
    this.firmware.cutPower();
    this.#life = null;
    this.tally.count('power cut');
    this.#board.powerCut();
    for (const { id } of this.world.outlets) {
      this.world.commandCoil(id, false);
      this.world.offer(id, null);
    }
    this.#powerUp = this.clock.setTimeout(() => this.powerUp(), dark_ms);
  }
}

const words = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
