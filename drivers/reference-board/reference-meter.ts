import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { type CurrentReport, currentReport, MeterError } from '../energy-meter/energy-meter.ts';
import { ChipError } from '../i2c/chip.ts';
import type { MeterChannel, NonVolatileMemory, PowerMeter } from '../i2c/chip-functions.ts';
import type { OutletId } from './board-lines.ts';
import { EnergyCounter } from './energy-counter.ts';

type Parts = {
  readonly clock: StationClock;
  readonly meter: PowerMeter;
  readonly memory: NonVolatileMemory;
  readonly channels: ReadonlyMap<OutletId, MeterChannel>;
  readonly changed: () => void;
  readonly complain: (text: string) => void;
};

type Metered = {
  readonly channel: MeterChannel;
  power_W: number;
  current_A: number | null;
  limit_A: number | null;
  report: CurrentReport | null;
};

const CURRENT_MS = 200;
/** Energy is counted, and the chip checked, with every fifth look at the current. */
const LOOKS_PER_COUNT = 5;
/** So many in a row that fail are a meter that does not answer, or a total that cannot be kept. */
const FAILURES = 3;
const DEAD_MS = 30_000;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The meter chip and the memory of its totals. A total is kept before anyone is told of it: so it never goes
 * back. Whatever cannot be read or kept is a meter that does not answer.
 */
export class ReferenceMeter {
  readonly #parts: Parts;
  readonly #energy: EnergyCounter;
  readonly #outlets: ReadonlyMap<OutletId, Metered>;
  #last: Promise<unknown> = Promise.resolve();
  #started = false;
  /** In a row: looks at the current, and totals. */
  #silent = 0;
  #uncounted = 0;
  /** A chip that does not answer is waited for: looks do not pile up behind it. */
  #looking = false;
  #looks = 0;
  #answers = false;
  #well_ms = 0;
  #timer: TimerHandle | null = null;
  #ended = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#energy = new EnergyCounter(parts.meter, parts.memory, parts.channels);
    const fresh = { power_W: 0, current_A: null, limit_A: null, report: null };
    this.#outlets = new Map([...parts.channels].map(([id, channel]) => [id, { channel, ...fresh }]));
  }

  /** Energy cannot be counted for so long that nothing may go on without it (a charge ends after 30 s). */
  get dead(): boolean {
    const failing = this.#isSilent || this.#uncounted >= FAILURES;
    return failing && this.#now_ms() - this.#well_ms >= DEAD_MS;
  }

  /** It has not said anything yet. */
  get waiting(): boolean {
    return !this.#isSilent && !this.#answers;
  }

  /** null: the meter does not answer. */
  report(id: OutletId): CurrentReport | null {
    return this.#isSilent ? null : (this.#outlets.get(id)?.report ?? null);
  }

  start(): void {
    this.#well_ms = this.#now_ms();
    this.#look();
  }

  stop(): void {
    this.#ended = true;
    if (this.#timer) this.#parts.clock.clearTimeout(this.#timer);
  }

  /** The chip is started anew before the next transfer. */
  restart(): void {
    this.#started = false;
  }

  /** See `EnergyMeter`. */
  async read(connectorId: number): Promise<number> {
    try {
      return await this.#inTurn(() => this.#count(connectorId as OutletId));
    } catch (error) {
      if (error instanceof ChipError) this.#started = false;
      throw new MeterError(`the meter of connector ${connectorId} does not answer: ${words(error)}`);
    }
  }

  /** See `EnergyMeter`. */
  current_A(connectorId: number): number | null {
    return this.#isSilent ? null : (this.#outlets.get(connectorId as OutletId)?.current_A ?? null);
  }

  /** See `EnergyMeter`. */
  watch(connectorId: number, limit_A: number | null): void {
    const outlet = this.#outlets.get(connectorId as OutletId);
    if (!outlet) return;
    outlet.limit_A = limit_A;
    if (outlet.current_A !== null) outlet.report = currentReport(outlet.current_A, limit_A);
    this.#parts.changed();
  }

  get #isSilent(): boolean {
    return this.#silent >= FAILURES;
  }

  #look(): void {
    this.#timer = this.#parts.clock.setTimeout(() => this.#look(), CURRENT_MS);
    if (this.#looking) return;
    this.#looking = true;
    this.#looks += 1;
    void this.#inTurn(() => this.#lookAtAll(this.#looks % LOOKS_PER_COUNT === 0)).finally(() => {
      this.#looking = false;
      if (!this.#ended) this.#parts.changed();
    });
  }

  /** Never rejects: what fails is counted. */
  async #lookAtAll(count: boolean): Promise<void> {
    try {
      if (count && this.#started) await this.#parts.meter.check();
      for (const outlet of this.#outlets.values()) await this.#measure(outlet);
      this.#answered();
    } catch (error) {
      this.#silent += 1;
      if (this.#isSilent || error instanceof ChipError) this.#started = false;
      if (this.#silent === FAILURES) this.#complain(`the meter does not answer: ${words(error)}`);
      return;
    }
    if (!count) return;
    try {
      for (const id of this.#outlets.keys()) await this.#count(id);
      if (this.#uncounted >= FAILURES) this.#complain('energy is counted again');
      this.#uncounted = 0;
      this.#well_ms = this.#now_ms();
    } catch (error) {
      this.#uncounted += 1;
      if (this.#uncounted === FAILURES) this.#complain(`energy cannot be counted: ${words(error)}`);
    }
  }

  #answered(): void {
    if (this.#isSilent) this.#complain('the meter answers again');
    this.#silent = 0;
    this.#answers = true;
  }

  async #measure(outlet: Metered): Promise<void> {
    await this.#startChip();
    const { current_A, power_W } = await this.#parts.meter.read(outlet.channel);
    outlet.current_A = current_A;
    outlet.power_W = Math.max(0, power_W);
    outlet.report = currentReport(current_A, outlet.limit_A);
  }

  async #count(id: OutletId): Promise<number> {
    await this.#startChip();
    return this.#energy.count(id, this.#outlets.get(id)?.power_W ?? 0, this.#now_ms());
  }

  async #startChip(): Promise<void> {
    if (this.#started) return;
    const { meter } = this.#parts;
    await meter.start();
    if (meter.startedAnew) this.#energy.beginAnew();
    this.#started = true;
  }

  #complain(text: string): void {
    if (!this.#ended) this.#parts.complain(text);
  }

  #now_ms(): number {
    return this.#parts.clock.now().monotonic_ms;
  }

  /** One after the other: a total is reckoned from the one before. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
