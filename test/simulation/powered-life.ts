import type { FirmwareWork } from '../../actors/firmware-work.ts';
import type { SendLog } from '../../actors/send-log.ts';
import { SocketTargets } from '../../actors/socket-target.ts';
import { Station } from '../../actors/station.ts';
import { Technician } from '../../actors/technician.ts';
import { BenchBoard } from '../../drivers/bench/bench-board.ts';
import type { World } from '../../drivers/bench/world.ts';
import type { StationCertificates } from '../../drivers/certificates/station-certificates.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import type { CsmsSocket } from '../../drivers/csms-socket/csms-socket.ts';
import type { Random } from '../../drivers/random/random.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { Registry } from '../../machines/registry.ts';
import { PoweredClock } from '../conformance/powered-clock.ts';
import { RecordingSocket } from '../conformance/recording-socket.ts';
import type { WireRecord } from '../conformance/wire-record.ts';
import type { BoardWatch } from './board-watch.ts';
import type { EdgeLogs } from './edge-logs.ts';
import { WatchedBoard } from './watched-board.ts';
import { type StorageWatch, WatchedStorage } from './watched-storage.ts';

type Needs = {
  readonly clock: StationClock;
  readonly world: World;
  readonly socket: CsmsSocket;
  readonly record: WireRecord;
  readonly random: Random;
  readonly registry: Registry;
  readonly storage: MemoryStorage;
  readonly storageWatch: StorageWatch;
  readonly boardWatch: BoardWatch;
  readonly reading: (by: 1 | -1) => void;
  readonly stopped: () => void;
  readonly failed: (error: unknown) => void;
  readonly sendLog: SendLog;
  readonly firmware: FirmwareWork;
  readonly certificates: StationCertificates;
  readonly complain: (kind: string) => void;
  readonly edgeLogs: EdgeLogs | null;
};

/** What a station has of one time with power: all that a power cut takes with it. */
export class PoweredLife {
  readonly station: Station;
  readonly storage: MemoryStorage;
  readonly #clock: PoweredClock;
  readonly #board: WatchedBoard;
  readonly #socket: RecordingSocket;
  readonly #watchedStorage: WatchedStorage;

  constructor(needs: Needs) {
    const { record } = needs;
    this.storage = needs.storage;
    this.#clock = new PoweredClock(needs.clock);
    this.#board = new WatchedBoard(new BenchBoard(needs.world), needs.boardWatch, needs.reading);
    this.#socket = new RecordingSocket(needs.socket, record);
    this.#watchedStorage = new WatchedStorage(needs.storage, needs.storageWatch);
    const targets = new SocketTargets('ws://simulated', 'CP-1', this.#watchedStorage, this.#clock);
    record.note('started');
    this.station = new Station({
      registry: needs.registry,
      ...(needs.edgeLogs ? { log: needs.edgeLogs.begin(needs.storage) } : {}),
      drivers: {
        board: this.#board.board,
        socket: targets.watch(this.#socket),
        clock: this.#clock,
        random: needs.random,
        storage: this.#watchedStorage,
        target: (attempt) => targets.next(attempt),
        trace: () => {},
        certificates: needs.certificates,
        sendLog: needs.sendLog,
        firmware: needs.firmware,
        complain: needs.complain,
      },
      stopped: needs.stopped,
      restarting: (_why, error) => {
        if (error !== undefined) needs.failed(error);
        record.note('started');
      },
    });
  }

  cutPower(): void {
    this.#watchedStorage.cutPower();
    this.#socket.cutPower();
    this.#board.cutPower();
    this.#clock.stop();
  }

  /** Someone changes a configuration key at the station itself. */
  technician(key: string, value: string): Promise<{ status: string }> {
    return new Technician(this.station, this.#watchedStorage).changeConfiguration(key, value);
  }

  /** The station's own clock jumps. */
  stepClock(by_ms: number): void {
    this.#clock.stepWall(by_ms);
  }
}
