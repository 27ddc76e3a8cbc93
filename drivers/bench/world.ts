import { MIN_OFFER_A } from '../../machines/vocabulary/pilot.ts';
import type { ChargePointErrorCode } from '../../machines/vocabulary/status.ts';
import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { BenchError } from './bench-error.ts';
import { BenchFeedback } from './bench-feedback.ts';
import { Outlet, type Timing } from './outlet.ts';
import type { WorldStore } from './world-file.ts';
import {
  type BenchFault,
  DEFAULT_VEHICLE,
  freshOutlet,
  MAX_REGISTER_WH,
  MAX_VEHICLE_A,
  type OutletState,
  type Vehicle,
  type WorldState,
} from './world-state.ts';

export type { BenchFault, Vehicle } from './world-state.ts';

/** The bench stores its registers this often while current flows: what a power cut can lose. */
const SAVE_INTERVAL_MS = 1000;

const isGroundFault = ({ errorCode }: { errorCode: ChargePointErrorCode }): boolean =>
  errorCode === 'GroundFailure';

/** What of the bench the hardware under it has no part for. */
export type WorldLimits = {
  /** Whether the board would notice such a fault. */
  detects(errorCode: ChargePointErrorCode): boolean;
  /** The register is in the world: it can be set, not only counted on. */
  readonly setsRegister: boolean;
};
const NO_LIMITS: WorldLimits = { detects: () => true, setsRegister: true };

/** What the board tells the station about; the world says only that something may have changed. */
export type WorldObserver = { changed(): void; cardShown(idTag: string): void };

/**
 * The simulated world: outlets with their vehicles, contactors and meters, emergency stop, faults, card
 * reader. People and accidents act on it by the methods of the first part, the station's drivers by those of
 * the second. It is stored at each change, so that it survives a power cut as hardware does.
 */
export class World {
  readonly outlets: readonly Outlet[];
  readonly feedback = new BenchFeedback();
  /** How many of the next resets of the board fail. */
  failingResets = 0;
  readonly timing: Timing = { contactorMs: 20, meterHz: 1 };
  readonly #limits: WorldLimits;
  readonly #clock: StationClock;
  readonly #store: WorldStore;
  /** Outlets of an earlier run with more connectors: their registers must not start again at 0. */
  readonly #absent: readonly OutletState[];
  #stationFaults: readonly BenchFault[];
  #emergencyStop: boolean;
  #readerDead: boolean;
  #observer: WorldObserver | null = null;
  #saveTimer: TimerHandle | null = null;
  readonly #stored_Wh = new Map<number, number>();
  #stopped = false;

  /** @throws BenchError if the store cannot be read. */
  constructor(options: {
    clock: StationClock;
    connectors: number;
    store: WorldStore;
    limits?: WorldLimits;
  }) {
    this.#limits = options.limits ?? NO_LIMITS;
    this.#clock = options.clock;
    this.#store = options.store;
    const state = options.store.load();
    this.#stationFaults = state.stationFaults;
    this.#emergencyStop = state.emergencyStop;
    this.#readerDead = state.readerDead;
    const ids = Array.from({ length: options.connectors }, (_, index) => index + 1);
    this.#absent = state.outlets.filter((outlet) => !ids.includes(outlet.id));
    this.outlets = ids.map((id) => {
      const stored = state.outlets.find((outlet) => outlet.id === id) ?? freshOutlet(id);
      return new Outlet(stored, {
        clock: options.clock,
        timing: this.timing,
        tripped: () => this.#tripped(id),
        moved: () => this.#settle(),
      });
    });
    for (const outlet of this.outlets) outlet.settle();
    this.#save();
  }

  get emergencyStop(): boolean {
    return this.#emergencyStop;
  }
  get readerDead(): boolean {
    return this.#readerDead;
  }

  /** @throws BenchError if there is no such connector. */
  outlet(connectorId: number): Outlet {
    const outlet = this.outlets[connectorId - 1];
    if (!outlet)
      throw new BenchError(`there is no connector ${connectorId}: they are 1 to ${this.outlets.length}`);
    return outlet;
  }

  /** Faults in force on a connector; 0 is the station. */
  faults(connectorId: number): readonly BenchFault[] {
    return connectorId === 0 ? this.#stationFaults : this.outlet(connectorId).faults;
  }

  /** One observer: a new one replaces the old one. */
  observe(observer: WorldObserver): void {
    this.#observer = observer;
  }

  // What people, vehicles and accidents do.

  /** @throws BenchError if a vehicle is plugged in already. */
  plug(connectorId: number, vehicle: Partial<Vehicle> = {}): void {
    const outlet = this.outlet(connectorId);
    if (outlet.plugged) throw new BenchError(`connector ${connectorId} is already plugged`);
    outlet.plugged = true;
    outlet.vehicle = { ...DEFAULT_VEHICLE, reactionMs: outlet.vehicle.reactionMs, ...vehicle };
    this.#changed();
  }

  /** @throws BenchError if no vehicle is plugged in. */
  unplug(connectorId: number): void {
    const outlet = this.outlet(connectorId);
    if (!outlet.plugged) throw new BenchError(`connector ${connectorId} is not plugged`);
    outlet.plugged = false;
    this.#changed();
  }

  /** The vehicle changes its mind. Without a vehicle, it says how the next one reacts. */
  setVehicle(connectorId: number, change: Partial<Vehicle>): void {
    const outlet = this.outlet(connectorId);
    outlet.vehicle = { ...outlet.vehicle, ...change };
    this.#changed();
  }

  /**
   * Raises a fault; one of the same error code is replaced. A ground fault leaks until it is cleared.
   * @throws BenchError if the hardware has nothing that notices it.
   */
  raiseFault(connectorId: number, fault: BenchFault): void {
    if (!this.#limits.detects(fault.errorCode))
      throw new BenchError(`this board has nothing that notices ${fault.errorCode}`);
    if (connectorId !== 0 && isGroundFault(fault)) this.outlet(connectorId).leaking = true;
    this.#setFaults(connectorId, [...this.#without(connectorId, fault.errorCode), fault]);
  }

  /** Clears the fault of an error code; nothing happens if none is in force. */
  clearFault(connectorId: number, errorCode: ChargePointErrorCode): void {
    if (connectorId !== 0 && isGroundFault({ errorCode })) this.outlet(connectorId).leaking = false;
    this.#setFaults(connectorId, this.#without(connectorId, errorCode));
  }

  /** Current leaks to ground, or no longer; the protection that tripped stays so until it is reset. */
  setLeaking(connectorId: number, leaking: boolean): void {
    if (leaking) return this.raiseFault(connectorId, { errorCode: 'GroundFailure', info: 'Ground fault' });
    this.outlet(connectorId).leaking = false;
    this.#changed();
  }

  setTemperature(connectorId: number, celsius: number): void {
    this.outlet(connectorId).celsius = celsius;
    this.#changed();
  }

  /** What the control pilot reads in spite of the vehicle; null: what the vehicle makes of it. */
  forcePilot(connectorId: number, forced: OutletState['forcedPilot']): void {
    this.outlet(connectorId).forcedPilot = forced;
    this.#changed();
  }

  /** The contactor sticks in a position, wherever its coil is; null frees it. */
  stick(connectorId: number, stuck: 'open' | 'closed' | null): void {
    this.outlet(connectorId).stuck = stuck;
    this.#changed();
  }

  /** @throws BenchError if `wh` is less than the register holds; then neither is set. */
  setMeter(connectorId: number, change: { wh?: number | undefined; failing?: boolean | undefined }): void {
    const outlet = this.outlet(connectorId);
    if (change.wh !== undefined) {
      if (!this.#limits.setsRegister)
        throw new BenchError('wh cannot be set: the register of this board only counts');
      const { register_Wh } = outlet;
      if (change.wh < register_Wh || change.wh > MAX_REGISTER_WH) {
        throw new BenchError(
          `wh must be from ${register_Wh} (the register never goes back) to ${MAX_REGISTER_WH}`,
        );
      }
      outlet.raiseRegister(change.wh);
    }
    if (change.failing !== undefined) outlet.meterFailing = change.failing;
    this.#changed();
  }

  /** @throws BenchError if the reader is dead. */
  showCard(idTag: string): void {
    if (this.#readerDead)
      throw new BenchError('the card reader is dead: it reads no card until {"dead":false}');
    this.#observer?.cardShown(idTag);
  }

  setReaderDead(dead: boolean): void {
    this.#readerDead = dead;
    this.#changed();
  }

  pressEmergencyStop(pressed: boolean): void {
    this.#emergencyStop = pressed;
    this.#changed();
  }

  /** Timing of the simulated hardware; it holds until the process ends. */
  setTiming(change: Partial<Timing>): void {
    Object.assign(this.timing, change);
    this.#changed();
  }

  // What the station does.

  /**
   * Offers a current, or none. Less than 6 A has no pulse width and offers nothing; more than 80 A is 80 A.
   * @throws BenchError if there is no such connector.
   */
  offer(connectorId: number, limit_A: number | null): void {
    const encodable = limit_A !== null && limit_A >= MIN_OFFER_A;
    this.outlet(connectorId).offer_A = encodable ? Math.min(limit_A, MAX_VEHICLE_A) : null;
    this.#settle();
  }

  /** Resets the ground-fault protection; while current leaks it trips again at once. */
  resetLatch(connectorId: number): void {
    if (this.outlet(connectorId).leaking) return;
    this.outlet(connectorId).faults = this.#without(connectorId, 'GroundFailure');
    this.#changed();
  }

  /** Drives the coil, as far as the interlocks let it. */
  commandCoil(connectorId: number, closed: boolean): void {
    this.outlet(connectorId).coilCommanded = closed;
    this.#settle();
  }

  /**
   * What the meter shows, in whole Wh. It is stored before anyone sees it, so it is never seen to go back.
   */
  reading_Wh(connectorId: number): number {
    const { reading_Wh } = this.outlet(connectorId);
    if (reading_Wh > (this.#stored_Wh.get(connectorId) ?? 0)) this.#save();
    return reading_Wh;
  }

  /** Stores the world and ends its timers; outputs stay as they are. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#observer = null;
    this.#save();
    for (const outlet of this.outlets) outlet.stop();
    if (this.#saveTimer) this.#clock.clearTimeout(this.#saveTimer);
  }

  #tripped(connectorId: number): boolean {
    const faults = [...this.#stationFaults, ...this.faults(connectorId)];
    return this.#emergencyStop || faults.some(isGroundFault);
  }

  #without(connectorId: number, errorCode: ChargePointErrorCode): readonly BenchFault[] {
    return this.faults(connectorId).filter((fault) => fault.errorCode !== errorCode);
  }

  #setFaults(connectorId: number, faults: readonly BenchFault[]): void {
    if (connectorId === 0) this.#stationFaults = faults;
    else this.outlet(connectorId).faults = faults;
    this.#changed();
  }

  /** People changed something that is stored: it is on disk before the station hears of it. */
  #changed(): void {
    for (const outlet of this.outlets) outlet.settle();
    this.#save();
    this.#keepSaving();
    this.#observer?.changed();
  }

  /** The station or time changed something: stored only if it changed what flows. */
  #settle(): void {
    const before = this.outlets.map((outlet) => outlet.drawn_A);
    for (const outlet of this.outlets) outlet.settle();
    if (this.outlets.some((outlet, index) => outlet.drawn_A !== before[index])) this.#save();
    this.#keepSaving();
    this.#observer?.changed();
  }

  #keepSaving(): void {
    const flowing = this.outlets.some((outlet) => outlet.drawn_A > 0);
    if (!flowing || this.#saveTimer || this.#stopped || this.#store.forgets) return;
    this.#saveTimer = this.#clock.setTimeout(() => {
      this.#saveTimer = null;
      this.#save();
      this.#keepSaving();
    }, SAVE_INTERVAL_MS);
  }

  #save(): void {
    const outlets = this.outlets.map((outlet) => outlet.state);
    for (const outlet of this.outlets) this.#stored_Wh.set(outlet.id, outlet.register_Wh);
    const state: WorldState = {
      format: 1,
      outlets: [...outlets, ...this.#absent],
      stationFaults: [...this.#stationFaults],
      emergencyStop: this.#emergencyStop,
      readerDead: this.#readerDead,
    };
    this.#store.save(state);
  }
}
