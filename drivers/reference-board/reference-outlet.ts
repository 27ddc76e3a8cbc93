import type { PilotState } from '../../machines/vocabulary/pilot.ts';
import type { StationClock } from '../clock/clock.ts';
import type { OutletOutput } from './board-lines.ts';
import { isDrivenAlone } from './outlet-guards.ts';
import { OutletInputs, type OutletSample } from './outlet-inputs.ts';
import { PULSE_STEPS, pulseSteps, STEADY_HIGH } from './pilot-pulse.ts';
import { pulseReset, type TestedProtection, testProtection } from './test-protection.ts';

/** How one connector is reached; both reject when the chip does not answer. */
export type OutletOutputs = {
  write(levels: Partial<Record<OutletOutput, boolean>>): Promise<void>;
  /** @param duty of the pilot: 1 is a steady +12 V */
  pulse(duty: number): Promise<void>;
};

type AwaitedTrip = {
  readonly tripped: boolean;
  readonly end_ms: number;
  seen(seen: boolean): void;
  lost(error: Error): void;
};

/** The negative peak detector needs this long after the pulses have begun. */
const FIRST_NEGATIVE_MS = 50;

/**
 * Pilot and contactor of one connector: what the station wants of them, and how far the chips have got. Every
 * write is tried again with the next sample until it is done. Before a current is offered the ground-fault
 * protection is tested, so that closing costs no time later; what was tested serves for one closing.
 */
export class ReferenceOutlet {
  readonly #clock: StationClock;
  readonly #outputs: OutletOutputs;
  readonly #inputs = new OutletInputs();
  readonly #protection: TestedProtection;
  #limit_A: number | null = null;
  #closed = false;
  /** What the chips have; null is not known. */
  #enabled: boolean | null = null;
  #steps: number | null = null;
  #pulsedSince_ms = Number.POSITIVE_INFINITY;
  #tested = false;
  #testing = false;
  #testFailed = false;
  #latchReset = false;
  #working = false;
  /** Writes of the coil line that were begun: only the last one says how it is. */
  #coilWrites = 0;
  #waiting: AwaitedTrip | null = null;

  constructor(clock: StationClock, outputs: OutletOutputs) {
    this.#clock = clock;
    this.#outputs = outputs;
    this.#protection = {
      clock,
      write: (levels) => outputs.write(levels),
      tripSeen: (tripped, within_ms) => this.#tripSeen(tripped, within_ms),
    };
  }

  get pilot(): PilotState | null {
    return this.#inputs.pilot;
  }
  get closed(): boolean | null {
    return this.#inputs.closed;
  }
  /** The protection has tripped, and not because it is being tested. */
  get tripped(): boolean {
    return this.#inputs.tripped && !this.#testing;
  }
  /** The protective earth was missing while the contactor was closed. */
  get earthLost(): boolean {
    return this.#inputs.guarded.earthLost;
  }
  /** The coil is driven without command. */
  get drivenAlone(): boolean {
    return isDrivenAlone(this.#inputs.guarded);
  }
  get testFailed(): boolean {
    return this.#testFailed;
  }
  /** Pulses run, and long enough for their negative half to be seen. */
  get hasNegativeHalf(): boolean {
    return this.#clock.now().monotonic_ms - this.#pulsedSince_ms >= FIRST_NEGATIVE_MS;
  }

  offer(limit_A: number | null): void {
    this.#limit_A = limit_A;
    this.#work();
  }

  command(closed: boolean): void {
    this.#closed = closed;
    if (closed) this.#work();
    // Past whatever else is being done: nothing is in front of it but a transfer that has begun. What fails
    // is tried again with the next sample.
    else this.#drive(false).catch(() => {});
  }

  /** Of the ground-fault protection, and of a protective earth that was missing. */
  resetLatch(): void {
    this.#inputs.resetGuards();
    this.#latchReset = true;
    this.#work();
  }

  sampled(sample: Omit<OutletSample, 'commandedClosed'>): void {
    this.#inputs.take({ ...sample, commandedClosed: this.#closed });
    const waiting = this.#waiting;
    if (waiting && (this.#inputs.tripped === waiting.tripped || sample.at_ms >= waiting.end_ms)) {
      this.#waiting = null;
      waiting.seen(this.#inputs.tripped === waiting.tripped);
    }
    this.#work();
  }

  /** Nothing can be read: the pilot counts as lost. */
  lose(): void {
    this.#inputs.lose();
    this.forget();
  }

  /** What the chips have is not known, and will be read anew. The contactor is meant to be open. */
  forget(): void {
    this.#inputs.forget();
    this.#closed = false;
    this.#coilWrites += 1;
    this.#enabled = this.#steps = null;
    this.#pulsedSince_ms = Number.POSITIVE_INFINITY;
    this.#tested = false;
    this.#waiting?.lost(new Error('the safety bus was lost'));
    this.#waiting = null;
  }

  /** The chips were started: the coil is off, and the pilot low. */
  started(): void {
    this.#coilWrites += 1;
    this.#enabled = false;
    this.#steps = null;
    this.#work();
  }

  async #drive(enable: boolean): Promise<void> {
    this.#coilWrites += 1;
    const mine = this.#coilWrites;
    this.#enabled = null;
    await this.#outputs.write({ enable });
    if (mine === this.#coilWrites) this.#enabled = enable;
  }

  /** One thing after the other, until the chips have what the station wants or one of them fails. */
  #work(): void {
    if (this.#working) return;
    this.#working = true;
    this.#steadily().then(
      () => {
        this.#working = false;
      },
      () => {
        this.#working = false;
      },
    );
  }

  async #steadily(): Promise<void> {
    while (await this.#step()) {
      // Until there is nothing left to do.
    }
  }

  /** @returns whether something was done */
  async #step(): Promise<boolean> {
    if (!this.#closed && this.#enabled !== false) {
      await this.#drive(false);
      return true;
    }
    const steps = pulseSteps(this.#limit_A);
    if (steps === STEADY_HIGH && this.#steps !== STEADY_HIGH) return this.#pulse(steps);
    if (this.#latchReset) return this.#reset();
    const begins = steps !== STEADY_HIGH && (this.#steps === null || this.#steps === STEADY_HIGH);
    const closes = this.#closed && this.#enabled === false;
    if ((begins || closes) && !this.#tested && this.#enabled === false) return this.#test();
    if (steps !== this.#steps) return this.#pulse(steps);
    if (!closes) return false;
    // Used up before the write: whatever becomes of it, the next closing needs a new one.
    this.#tested = false;
    await this.#drive(true);
    return true;
  }

  async #pulse(steps: number): Promise<boolean> {
    await this.#outputs.pulse(steps / PULSE_STEPS);
    const began = steps !== STEADY_HIGH && this.#pulsedSince_ms === Number.POSITIVE_INFINITY;
    if (began) this.#pulsedSince_ms = this.#clock.now().monotonic_ms;
    if (steps === STEADY_HIGH) this.#pulsedSince_ms = Number.POSITIVE_INFINITY;
    this.#steps = steps;
    return true;
  }

  /** A protection that has tripped, or has failed its test, waits for `resetLatch`. */
  async #test(): Promise<boolean> {
    if (this.#inputs.tripped || this.#testFailed || this.closed !== false) return false;
    this.#testing = true;
    try {
      this.#tested = await testProtection(this.#protection);
      this.#testFailed = !this.#tested;
    } finally {
      this.#testing = false;
    }
    return true;
  }

  async #reset(): Promise<boolean> {
    this.#latchReset = false;
    if (this.#inputs.tripped) await pulseReset(this.#protection);
    if (!this.#testFailed || this.#enabled !== false) return true;
    this.#testFailed = false;
    return this.#test();
  }

  #tripSeen(tripped: boolean, within_ms: number): Promise<boolean> {
    const end_ms = this.#clock.now().monotonic_ms + within_ms;
    return new Promise((seen, lost) => {
      this.#waiting = { tripped, end_ms, seen, lost };
    });
  }
}
