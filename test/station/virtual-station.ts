import type { Onlooker } from '../../actors/onlooker.ts';
import { deafFirmware } from '../../actors/replay-drivers.ts';
import { SocketTargets } from '../../actors/socket-target.ts';
import { Station } from '../../actors/station.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import { World } from '../../drivers/bench/world.ts';
import type { WorldStore } from '../../drivers/bench/world-file.ts';
import { freshWorld } from '../../drivers/bench/world-state.ts';
import type { Board } from '../../drivers/board.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { LoopbackCsmsSocket } from '../../drivers/csms-socket/loopback-csms-socket.ts';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import { applyChange, emptyRecords } from '../../machines/rules/apply-change.ts';
import { isInForce, startConfiguration } from '../../machines/rules/configuration.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { noCertificates } from './no-certificates.ts';
import { type Reply, ScriptedCentralSystem } from './scripted-central-system.ts';
import { SentLogs } from './sent-logs.ts';

export type Setup = {
  readonly settings?: readonly (readonly [key: string, value: string])[];
  readonly profile?: StationProfile;
  readonly inspect?: Onlooker['inspect'];
};

function newStorage({ settings = [], profile = mx007sc }: Setup): MemoryStorage {
  const start = startConfiguration(profile, settings);
  if ('mistakes' in start) throw new Error(start.mistakes.join(' '));
  return new MemoryStorage({
    profile,
    rules: {
      applyChange,
      emptyRecords: (it) => ({ ...emptyRecords(it), configuration: start.configuration }),
      accepts: (key, value) => isInForce(profile, key, value),
    },
  });
}

/** Keeps the world over power cuts, as the bench's file does. */
function memoryStore(): WorldStore {
  let state = freshWorld();
  return {
    load: () => state,
    save: (it) => {
      state = it;
    },
  };
}

/** The real station on the simulated board, in virtual time, with a scripted central system beside it. */
export class VirtualStation {
  readonly errors: string[] = [];
  readonly complaints: string[] = [];
  readonly profile: StationProfile;
  storage: MemoryStorage;
  clock = new VirtualClock();
  world!: World;
  station!: Station;
  socket!: LoopbackCsmsSocket;
  central!: ScriptedCentralSystem;
  /** How often the station restarted in place, and why. */
  readonly restarts: string[] = [];
  readonly logs = new SentLogs();
  stopped = false;
  readonly #inspect: Onlooker['inspect'];
  readonly #worldStore = memoryStore();
  #lives = 0;

  constructor(setup: Setup = {}) {
    this.profile = setup.profile ?? mx007sc;
    this.storage = newStorage(setup);
    this.#inspect = setup.inspect;
  }

  /** The power comes. Nothing has passed on the wire when this returns. */
  powerUp(): void {
    this.assemble();
    this.station.start();
  }

  /** The board under the station. */
  protected makeBoard(): Board {
    return new BenchBoard(this.world);
  }

  /** Everything of a new life, before the station starts. @returns its board */
  protected assemble(): Board {
    const { clock, storage } = this;
    const connectors = this.profile.connectors.count;
    this.world = new World({ clock, connectors, store: this.#worldStore });
    this.socket = new LoopbackCsmsSocket({ clock });
    this.#lives += 1;
    this.central = new ScriptedCentralSystem(this.socket.peer, () => clock.now(), this.#lives * 100);
    const targets = new SocketTargets('ws://central.test', 'CP-1', storage, clock);
    this.stopped = false;
    const board = this.makeBoard();
    this.station = new Station({
      inspect: this.#inspect,
      drivers: {
        board,
        socket: targets.watch(this.socket),
        clock,
        random: new SeededRandom(this.#lives),
        storage,
        target: (attempt) => targets.next(attempt),
        trace: () => {},
        certificates: noCertificates,
        sendLog: this.logs.send,
        firmware: deafFirmware(null),
        complain: (kind, detail) => this.complaints.push(`${kind} ${detail}`.trim()),
      },
      restarting: (why, error) => {
        this.restarts.push(why);
        if (error) this.errors.push(String(error));
      },
      stopped: () => {
        this.stopped = true;
        this.world.stop();
      },
    });
    return board;
  }

  /** The power goes: all that is left is what was stored, and the world around. */
  powerCut(): void {
    const { wall_ms } = this.clock.now();
    this.clock.stop();
    this.storage = this.storage.clone();
    this.clock = new VirtualClock({ wall_ms });
  }

  async pass_ms(ms: number): Promise<void> {
    await this.clock.advanceAsync(ms, () => Promise.resolve());
  }

  async pass_s(s: number): Promise<void> {
    await this.pass_ms(s * 1000);
  }

  summary(connectorId: number): ConnectorSummary {
    const summary = this.station.root?.getSnapshot().context.control.connectors[connectorId - 1];
    if (!summary) throw new Error(`no connector ${connectorId}`);
    return summary;
  }

  status(connectorId: number): string {
    const { status, errorCode } = this.summary(connectorId).report;
    return errorCode === 'NoError' ? status : `${status} ${errorCode}`;
  }

  /** What the central system was told of a connector, `Status` or `Status ErrorCode`, in order. */
  told(connectorId: number): readonly string[] {
    return this.central
      .of('StatusNotification')
      .filter((it) => it.connectorId === connectorId)
      .map(({ status, errorCode }) => (errorCode === 'NoError' ? `${status}` : `${status} ${errorCode}`));
  }

  /** A CALL of the central system, and its answer: it comes at once. */
  async call(action: string, payload: object): Promise<Reply> {
    const { central } = this;
    const id = central.call(action, payload);
    await this.pass_ms(0);
    const [reply] = central.replies.get(id) ?? [];
    if (!reply) throw new Error(`${action} was not answered at once`);
    return reply;
  }

  /** Configures over OCPP; anything but Accepted is an error of the test. */
  async configure(key: string, value: string): Promise<void> {
    const reply = await this.call('ChangeConfiguration', { key, value });
    if (!('conf' in reply) || reply.conf.status !== 'Accepted')
      throw new Error(`${key}: ${JSON.stringify(reply)}`);
  }

  async card(idTag: string): Promise<void> {
    this.world.showCard(idTag);
    await this.pass_s(1);
  }

  async plug(connectorId: number, vehicle: Parameters<World['plug']>[1] = {}): Promise<void> {
    this.world.plug(connectorId, vehicle);
    await this.pass_s(1);
  }

  async unplug(connectorId: number): Promise<void> {
    this.world.unplug(connectorId);
    await this.pass_s(1);
  }

  /** A transaction that charges. */
  async charge(connectorId: number, idTag = 'TAG1'): Promise<void> {
    await this.plug(connectorId);
    await this.card(idTag);
    await this.pass_s(1);
    if (this.status(connectorId) !== 'Charging') throw new Error(`it is ${this.status(connectorId)}`);
  }
}

/** A station that is on, accepted and idle. */
export async function virtualStation(setup: Setup = {}): Promise<VirtualStation> {
  const station = new VirtualStation(setup);
  station.powerUp();
  await station.pass_s(1);
  return station;
}
