import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { type CurrentReport, currentReport, MeterError } from '../energy-meter/energy-meter.ts';
import { ChipError } from '../i2c/chip.ts';
import type { MeterChannel, NonVolatileMemory, PowerMeter } from '../i2c/chip-functions.ts';
import type { OutletId } from './board-lines.ts';
import { EnergyRegisterStore } from './energy-register-store.ts';
import { afterReset, counted, type EnergyTotal, wholeWh } from './energy-total.ts';

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
  total: EnergyTotal | null;
  counted_ms: number;
  power_W: number;
  current_A: number | null;
  limit_A: number | null;
  report: CurrentReport | null;
};

const CURRENT_MS = 200;
/** Energy is counted with every fifth look at the current. */
const LOOKS_PER_COUNT = 5;
/** Between two readings further apart the register may have turned over unseen. */
const LONG_GAP_MS = 30_000;
/** So many looks in a row that fail are a meter that does not answer. */
const FAILURES = 3;
const DEAD_MS = 30_000;
const JOULES_PER_WH = 3600;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The meter chip and the memory of its totals. A total is kept before anyone is told of it: so it never goes
 * back. Whatever cannot be read or kept is a meter that does not answer.
 */
export class ReferenceMeter {
  readonly #parts: Parts;
  readonly #store: EnergyRegisterStore;
  readonly #outlets: ReadonlyMap<OutletId, Metered>;
  #last: Promise<unknown> = Promise.resolve();
  #started = false;
  /** The chip began at 0, and no total knows it yet. */
  #anew = false;
  #failures = 0;
  /** A chip that does not answer is waited for: looks do not pile up behind it. */
  #looking = false;
  #looks = 0;
  #answers = false;
  #answered_ms = 0;
  #timer: TimerHandle | null = null;
  #ended = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#store = new EnergyRegisterStore(parts.memory);
    const fresh = { total: null, counted_ms: 0, power_W: 0, current_A: null, limit_A: null, report: null };
    this.#outlets = new Map([...parts.channels].map(([id, channel]) => [id, { channel, ...fresh }]));
  }

  /** It does not answer, or its totals cannot be kept. */
  get failing(): boolean {
    return this.#failures >= FAILURES;
  }

  /** It does not answer for so long that nothing may go on without it (a charge ends after 30 s). */
  get dead(): boolean {
    return this.failing && this.#now_ms() - this.#answered_ms >= DEAD_MS;
  }

  /** It has not said anything yet. */
  get waiting(): boolean {
    return !this.failing && !this.#answers;
  }

  /** null: the meter does not answer. */
  report(id: OutletId): CurrentReport | null {
    return this.failing ? null : (this.#outlets.get(id)?.report ?? null);
  }

  start(): void {
    this.#answered_ms = this.#now_ms();
    this.#look();
  }

  stop(): void {
    this.#ended = true;
    if (this.#timer) this.#parts.clock.clearTimeout(this.#timer);
  }

  /** The chips are started anew before the next transfer. */
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

  current_A(connectorId: number): number | null {
    return this.failing ? null : (this.#outlets.get(connectorId as OutletId)?.current_A ?? null);
  }

  watch(connectorId: number, limit_A: number | null): void {
    const outlet = this.#outlets.get(connectorId as OutletId);
    if (!outlet) return;
    outlet.limit_A = limit_A;
    if (outlet.current_A !== null) outlet.report = currentReport(outlet.current_A, limit_A);
    this.#parts.changed();
  }

  #look(): void {
    this.#timer = this.#parts.clock.setTimeout(() => this.#look(), CURRENT_MS);
    if (this.#looking) return;
    this.#looking = true;
    this.#looks += 1;
    const count = this.#looks % LOOKS_PER_COUNT === 0;
    this.#inTurn(async () => {
      for (const [id, outlet] of this.#outlets) {
        await this.#measure(outlet);
        if (count) await this.#count(id);
      }
    }).then(
      () => this.#answered(),
      (error) => this.#failed(error),
    );
  }

  #answered(): void {
    this.#looking = false;
    if (this.failing) this.#parts.complain('the meter answers again');
    this.#failures = 0;
    this.#answers = true;
    this.#answered_ms = this.#now_ms();
    if (!this.#ended) this.#parts.changed();
  }

  #failed(error: unknown): void {
    this.#looking = false;
    // A chip that lost its registers, or may have: they are read anew.
    if (error instanceof ChipError) this.#started = false;
    this.#failures += 1;
    if (this.#ended || !this.failing) return;
    this.#started = false;
    if (this.#failures === FAILURES) this.#parts.complain(`the meter does not answer: ${words(error)}`);
    this.#parts.changed();
  }

  async #measure(outlet: Metered): Promise<void> {
    await this.#assertStarted();
    const { current_A, power_W } = await this.#parts.meter.read(outlet.channel);
    outlet.current_A = current_A;
    outlet.power_W = Math.max(0, power_W);
    outlet.report = currentReport(current_A, outlet.limit_A);
  }

  /** Reads the register, keeps the total, and only then says it, in whole Wh. */
  async #count(id: OutletId): Promise<number> {
    await this.#assertStarted();
    const { meter } = this.#parts;
    const outlet = this.#outlets.get(id);
    if (!outlet?.total) throw new MeterError(`there is no meter of connector ${id}`);
    const register = await meter.energyTicks(outlet.channel);
    const at_ms = this.#now_ms();
    const gap_ms = at_ms - outlet.counted_ms;
    const expected = gap_ms > LONG_GAP_MS ? (outlet.power_W * gap_ms) / 1000 / meter.tick_Ws : null;
    await this.#keep(id, outlet, counted(outlet.total, register, expected));
    outlet.counted_ms = at_ms;
    return wholeWh(outlet.total.steps, JOULES_PER_WH / meter.tick_Ws);
  }

  async #keep(id: OutletId, outlet: Metered, total: EnergyTotal): Promise<void> {
    await this.#store.keep(id, total);
    outlet.total = total;
  }

  /** Starts chip and memory if they have to be, and goes on from the totals that were kept. */
  async #assertStarted(): Promise<void> {
    if (this.#started) return;
    const { meter, memory } = this.#parts;
    await memory.start();
    await meter.start();
    this.#anew ||= meter.startedAnew;
    for (const [id, outlet] of this.#outlets) {
      const register = await meter.energyTicks(outlet.channel);
      const kept = outlet.total ?? (await this.#store.load(id));
      const before = kept ?? { steps: 0n, register };
      const total = this.#anew ? afterReset(before, register) : counted(before, register);
      await this.#keep(id, outlet, total);
      outlet.counted_ms = this.#now_ms();
    }
    this.#anew = false;
    this.#started = true;
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
