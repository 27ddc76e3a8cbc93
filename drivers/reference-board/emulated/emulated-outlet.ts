import type { World } from '../../bench/world.ts';
import type { StationClock, TimerHandle } from '../../clock/clock.ts';
import { PeakDetector } from './peak-detector.ts';
import { vehicleReading_A } from './vehicle-reading.ts';

/** What the chips drive at one connector. */
export type OutletDrive = {
  readonly enable: boolean;
  readonly test: boolean;
  readonly reset: boolean;
  /** Of the pilot, 0 to 1; 0 is a steady -12 V. */
  readonly duty: number;
  /** The watchdog lets coils be driven. */
  readonly alive: boolean;
};

/** What the chips see of one connector. */
export type OutletLines = {
  readonly mirror: boolean;
  readonly load: boolean;
  readonly trip: boolean;
  readonly earth: boolean;
  readonly drive: boolean;
};

/** The pilot at the positive half of its pulses (SAE J1772): what the vehicle pulls it down to. */
const HIGH_V = { A: 12, B: 9, C: 6, D: 3, E: 0, F: -12, 'no-diode': 9 } as const;
const LOW_V = -12;
/** The test current trips the protection after one and a half periods of the mains. */
const TRIP_MS = 30;

/** The circuits of one connector between the chips and the simulated world. */
export class EmulatedOutlet {
  readonly #clock: StationClock;
  readonly #world: World;
  readonly #id: number;
  readonly #positive = new PeakDetector(1, LOW_V);
  readonly #negative = new PeakDetector(-1, LOW_V);
  readonly #changed: () => void;
  #drive: OutletDrive = { enable: false, test: false, reset: false, duty: 0, alive: false };
  #testTripped = false;
  #trip: TimerHandle | null = null;
  /** The protection does not see any current. */
  protectionDead = false;
  /** One pole of the contactor is welded: voltage behind it, though the mirror contact says open. */
  poleWelded = false;

  /** The protective earth of the supply is interrupted. */
  earthMissing = false;
  /** The transistor of the coil has broken through: the coil is driven, and its contactor closed. */
  coilShorted = false;

  constructor(clock: StationClock, world: World, id: number, changed: () => void) {
    this.#clock = clock;
    this.#world = world;
    this.#id = id;
    this.#changed = changed;
  }

  get lines(): OutletLines {
    const { mirrorClosed, mainClosed, coilCommanded, pilot } = this.#world.outlet(this.#id);
    const trip = this.#tripped();
    const interlocked = trip || this.#world.emergencyStop || pilot !== 'C';
    return {
      mirror: mirrorClosed,
      load: mainClosed || this.poleWelded,
      trip,
      // The monitor measures against the phases behind the contactor.
      earth: mainClosed && !this.earthMissing,
      drive: this.coilShorted || (coilCommanded && !interlocked),
    };
  }

  /** At the output of the peak detectors. */
  pilot_V(half: 'positive' | 'negative'): number {
    const at_ms = this.#clock.now().monotonic_ms;
    return (half === 'positive' ? this.#positive : this.#negative).volts(at_ms);
  }

  drive(drive: OutletDrive): void {
    const before = this.#drive;
    this.#drive = drive;
    if (drive.test !== before.test) this.#testCurrent(drive.test);
    if (drive.reset && !before.reset) {
      this.#testTripped = false;
      this.#world.resetLatch(this.#id);
    }
    const offer_A = drive.duty < 1 ? vehicleReading_A(drive.duty) : null;
    if (offer_A !== this.#world.outlet(this.#id).offer_A) this.#world.offer(this.#id, offer_A);
    this.#driveCoil();
    this.follow();
  }

  /** The world or the pulses changed: the peaks of the pilot follow. */
  follow(): void {
    const { duty } = this.#drive;
    const { pilot } = this.#world.outlet(this.#id);
    const at_ms = this.#clock.now().monotonic_ms;
    const high_V = duty > 0 ? HIGH_V[pilot] : LOW_V;
    this.#positive.follow(high_V, at_ms);
    this.#negative.follow(duty < 1 ? this.#lowest_V(pilot) : high_V, at_ms);
  }

  stop(): void {
    if (this.#trip) this.#clock.clearTimeout(this.#trip);
  }

  /** The diode of the vehicle lets the negative half alone; without it both halves are pulled down. */
  #lowest_V(pilot: keyof typeof HIGH_V): number {
    if (pilot === 'no-diode') return -HIGH_V[pilot];
    return pilot === 'E' ? 0 : LOW_V;
  }

  #tripped(): boolean {
    const faults = [...this.#world.faults(0), ...this.#world.faults(this.#id)];
    return this.#testTripped || faults.some(({ errorCode }) => errorCode === 'GroundFailure');
  }

  /** K_DRIVE without what the world's outlet adds: the comparator of the pilot, trips, emergency stop. */
  #driveCoil(): void {
    const driven = this.#drive.enable && this.#drive.alive && !this.#testTripped;
    if (driven !== this.#world.outlet(this.#id).coilCommanded) this.#world.commandCoil(this.#id, driven);
  }

  #testCurrent(flows: boolean): void {
    if (this.#trip) this.#clock.clearTimeout(this.#trip);
    this.#trip = null;
    if (!flows || this.protectionDead) return;
    this.#trip = this.#clock.setTimeout(() => {
      this.#trip = null;
      this.#testTripped = true;
      this.#driveCoil();
      this.#changed();
    }, TRIP_MS);
  }
}
