import { ChipError } from '../i2c/chip.ts';
import type { MeterChannel, NonVolatileMemory, PowerMeter } from '../i2c/chip-functions.ts';
import type { OutletId } from './board-lines.ts';
import { EnergyRegisterStore } from './energy-register-store.ts';
import { afterReset, counted, type EnergyTotal, isPossible, wholeWh } from './energy-total.ts';

/** Between two readings further apart the register may have turned over unseen. */
const LONG_GAP_MS = 30_000;
const JOULES_PER_WH = 3600;

type Counted = {
  readonly channel: MeterChannel;
  /** null: not loaded yet. */
  total: EnergyTotal | null;
  /** The chip began at 0, and the total does not know it yet. */
  anew: boolean;
  at_ms: number;
};

/** The totals of all connectors: read from the meter chip, and kept before anyone is told. */
export class EnergyCounter {
  readonly #meter: PowerMeter;
  readonly #memory: NonVolatileMemory;
  readonly #store: EnergyRegisterStore;
  readonly #outlets: ReadonlyMap<OutletId, Counted>;
  #memoryStarted = false;

  constructor(meter: PowerMeter, memory: NonVolatileMemory, channels: ReadonlyMap<OutletId, MeterChannel>) {
    this.#meter = meter;
    this.#memory = memory;
    this.#store = new EnergyRegisterStore(memory);
    const fresh = { total: null, anew: false, at_ms: 0 };
    this.#outlets = new Map([...channels].map(([id, channel]) => [id, { channel, ...fresh }]));
  }

  /** The meter chip was started, and had lost its registers. */
  beginAnew(): void {
    for (const outlet of this.#outlets.values()) outlet.anew = true;
  }

  /**
   * Reads the register of a connector and keeps its total.
   * @param power_W what flowed since it was read last, about
   * @returns the total in whole Wh
   * @throws I2cError, ChipError (rejects): nothing is kept
   */
  async count(id: OutletId, power_W: number, at_ms: number): Promise<number> {
    const outlet = this.#outlets.get(id);
    if (!outlet) throw new TypeError(`there is no connector ${id}`);
    const { channel, anew } = outlet;
    const before = outlet.total ?? (await this.#load(id));
    const gap_ms = outlet.total ? at_ms - outlet.at_ms : 0;
    const expected = gap_ms > LONG_GAP_MS ? (power_W * gap_ms) / 1000 / this.#meter.tick_Ws : null;
    const register = await this.#meter.energyTicks(channel);
    const last = before ?? { steps: 0n, register: anew ? 0 : register };
    const total = anew ? afterReset(last, register) : counted(last, register, expected);
    // How long it was before the first reading of this program is not known.
    if (outlet.total && !anew && !isPossible(total.steps - last.steps, gap_ms))
      throw new ChipError(this.#meter.name, 'garbage', 'more energy than can have flowed');
    await this.#keep(id, total);
    Object.assign(outlet, { total, anew: false, at_ms });
    return wholeWh(total.steps, JOULES_PER_WH / this.#meter.tick_Ws);
  }

  async #load(id: OutletId): Promise<EnergyTotal | null> {
    if (!this.#memoryStarted) await this.#memory.start();
    this.#memoryStarted = true;
    return this.#store.load(id);
  }

  async #keep(id: OutletId, total: EnergyTotal): Promise<void> {
    try {
      if (!this.#memoryStarted) await this.#memory.start();
      this.#memoryStarted = true;
      await this.#store.keep(id, total);
    } catch (error) {
      this.#memoryStarted = false;
      throw error;
    }
  }
}
