import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { EnergyRegister } from './energy-register.ts';
import { type BenchFault, MJ_PER_WH, type OutletState, SUPPLY_V, type Vehicle } from './world-state.ts';

export type Timing = { contactorMs: number; meterHz: number };

/** Pilot states that a vehicle brings about. */
export type VehiclePilot = 'A' | 'B' | 'C';
type ForcedPilot = OutletState['forcedPilot'];

/** What an outlet needs of the world around it. */
export type OutletSurroundings = {
  readonly clock: StationClock;
  readonly timing: Timing;
  /** The board holds every contactor of this outlet open: emergency stop or ground fault. */
  tripped(): boolean;
  /** The outlet changed by itself: the vehicle reacted, or the mirror contact followed. */
  moved(): void;
};

/**
 * The physics of one outlet: control pilot and vehicle (SAE J1772), contactor, meter. Inputs are set by the
 * world, then `settle` brings the rest into agreement; what takes time (vehicle, mirror contact) comes later
 * and calls `moved`.
 */
export class Outlet {
  readonly id: number;
  plugged: boolean;
  vehicle: Vehicle;
  stuck: 'open' | 'closed' | null;
  meterFailing: boolean;
  faults: readonly BenchFault[];
  /** Temperature near the contacts, in degrees Celsius. */
  celsius: number;
  /** Current leaks to ground: the board's protection trips, and again after each reset. */
  leaking: boolean;
  /** What the pilot reads in spite of vehicle and cable; D and `no-diode` need something plugged. */
  forcedPilot: ForcedPilot;
  /** The limit in the pulse width, in A; null is a steady +12 V. */
  offer_A: number | null = null;
  /** K_ENABLE: what the station commands. It drives the coil only while the interlocks allow. */
  coilCommanded = false;

  readonly #around: OutletSurroundings;
  readonly #register: EnergyRegister;
  #pilot: VehiclePilot = 'A';
  #heeded_A = 0;
  #drawn_A = 0;
  #mainClosed: boolean;
  #mirrorClosed: boolean;
  #reaction: TimerHandle | null = null;
  #mirrorMove: TimerHandle | null = null;

  constructor(state: OutletState, around: OutletSurroundings) {
    this.#around = around;
    this.id = state.id;
    this.plugged = state.plugged;
    this.vehicle = state.vehicle;
    this.stuck = state.stuck;
    this.meterFailing = state.meterFailing;
    this.faults = state.faults;
    this.celsius = state.celsius;
    this.leaking = state.leaking;
    this.forcedPilot = state.forcedPilot;
    this.#register = new EnergyRegister(state.energy_mJ, this.#now_ms());
    this.#mainClosed = this.#mirrorClosed = state.stuck === 'closed';
  }

  get pilot(): VehiclePilot | 'D' | 'E' | 'F' | 'no-diode' {
    const { forcedPilot } = this;
    if (forcedPilot === 'E' || forcedPilot === 'F') return forcedPilot;
    if (!this.plugged || forcedPilot === null) return this.#pilot;
    // A steady +12 V has no negative half that a diode could be missed in.
    return forcedPilot === 'no-diode' && this.offer_A === null ? this.#pilot : forcedPilot;
  }
  get mainClosed(): boolean {
    return this.#mainClosed;
  }
  get mirrorClosed(): boolean {
    return this.#mirrorClosed;
  }
  get drawn_A(): number {
    return this.#drawn_A;
  }
  /** What the meter shows, in whole Wh. */
  get reading_Wh(): number {
    return this.#register.reading_Wh(this.#now_ms(), 1000 / this.#around.timing.meterHz);
  }

  /** Sets the register, only upward. */
  raiseRegister(energy_Wh: number): void {
    this.#register.raiseTo(energy_Wh, this.#now_ms());
  }

  /** Whole Wh in the register now, however old the reading shown is. */
  get register_Wh(): number {
    return Math.floor(this.#register.energy_mJ(this.#now_ms()) / MJ_PER_WH);
  }

  get state(): OutletState {
    return {
      id: this.id,
      plugged: this.plugged,
      vehicle: this.vehicle,
      stuck: this.stuck,
      energy_mJ: this.#register.energy_mJ(this.#now_ms()),
      meterFailing: this.meterFailing,
      faults: [...this.faults],
      celsius: this.celsius,
      leaking: this.leaking,
      forcedPilot: this.forcedPilot,
    };
  }

  settle(): void {
    this.#settlePilot();
    this.#settleContactor();
    const drawing = this.#mainClosed && this.pilot === 'C';
    const { maxAmps, ignoresLimit } = this.vehicle;
    const wanted_A = ignoresLimit ? maxAmps : Math.min(this.#heeded_A, maxAmps);
    this.#drawn_A = drawing ? wanted_A : 0;
    this.#register.setPower(this.#drawn_A * SUPPLY_V, this.#now_ms());
  }

  stop(): void {
    this.#endReaction();
    this.#endMirrorMove();
  }

  /**
   * A plug or an unplugging shows at once; a vehicle takes its time to ask for energy, and to stop asking.
   */
  #settlePilot(): void {
    // A vehicle whose offer has ended goes on drawing what it was offered last until it has reacted.
    if (this.offer_A !== null) this.#heeded_A = this.offer_A;
    if (!this.plugged) this.#pilot = 'A';
    else if (this.#pilot === 'A') this.#pilot = 'B';
    const target = !this.plugged ? 'A' : this.vehicle.wantsEnergy && this.offer_A !== null ? 'C' : 'B';
    if (this.#pilot === target) {
      this.#endReaction();
      return;
    }
    this.#reaction ??= this.#around.clock.setTimeout(() => {
      this.#reaction = null;
      this.#pilot = target;
      this.#around.moved();
    }, this.vehicle.reactionMs);
  }

  /**
   * K_drive = K_ENABLE and pilot in C and no trip: the board's own interlock, which no software can talk
   * over.
   */
  #settleContactor(): void {
    const driven = this.coilCommanded && this.pilot === 'C' && !this.#around.tripped();
    this.#mainClosed = this.stuck === null ? driven : this.stuck === 'closed';
    const { clock, timing } = this.#around;
    if (this.#mirrorClosed === this.#mainClosed) {
      this.#endMirrorMove();
      return;
    }
    this.#mirrorMove ??= clock.setTimeout(() => {
      this.#mirrorMove = null;
      this.#mirrorClosed = this.#mainClosed;
      this.#around.moved();
    }, timing.contactorMs);
  }

  #endReaction(): void {
    if (this.#reaction) this.#around.clock.clearTimeout(this.#reaction);
    this.#reaction = null;
  }

  #endMirrorMove(): void {
    if (this.#mirrorMove) this.#around.clock.clearTimeout(this.#mirrorMove);
    this.#mirrorMove = null;
  }

  #now_ms(): number {
    return this.#around.clock.now().monotonic_ms;
  }
}
