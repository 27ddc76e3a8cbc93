import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { type Chip, ChipError } from '../i2c/chip.ts';
import type { DigitalIo, PwmOutputs, VoltageInputs } from '../i2c/chip-functions.ts';
import type { GuardLine, InputLevels, InputLine, OutletId, OutputLine } from './board-lines.ts';
import { type Sampled, sampled } from './equal-samples.ts';
import type { ReferenceOutlet } from './reference-outlet.ts';

/** The chips that a closed contactor depends on. */
export type SafetyChips = {
  readonly lines: DigitalIo<InputLine, OutputLine>;
  /** null: the board has none. */
  readonly guards: DigitalIo<GuardLine, never> | null;
  readonly pulses: PwmOutputs;
  readonly levels: VoltageInputs;
};

/** How a pilot reaches its pin of the converter. */
export type PilotScale = {
  readonly positiveInput: number;
  readonly negativeInput: number;
  /** Volts at the pilot = (volts at the pin - offset_V) x factor. */
  readonly offset_V: number;
  readonly factor: number;
};

type Parts = {
  readonly clock: StationClock;
  readonly chips: SafetyChips;
  readonly outlets: ReadonlyMap<OutletId, ReferenceOutlet>;
  readonly pilots: ReadonlyMap<OutletId, PilotScale>;
  /** The chips were started: their outputs are off. */
  readonly started: () => void;
  /** After each pass, and when everything was lost: what listeners are told may have changed. */
  readonly changed: () => void;
  readonly complain: (text: string) => void;
};

const PERIOD_MS = 10;
/**
 * So many periods without a whole pass, and nothing is known any more: where transfers fail, and where they
 * only take their time (a computer that is busy must not end a charge). Counted by the loop itself, so that a
 * program that stood still looks again before it judges; the watchdog judges those.
 */
const FAILING_PERIODS = 5;
const SLOW_PERIODS = 30;
const KICK_MS = 50;
/** One chip each time. */
const CHECK_MS = 300;
const BUTTON_SAMPLES = 2;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Reads lines and pilot levels every 10 ms, has the outlets take what was read, kicks the watchdog, and sees
 * that the chips are what they were made. When they cannot be read everything counts as lost, until they have
 * been started anew.
 */
export class SafetyLoop {
  readonly #parts: Parts;
  readonly #checks: readonly (() => Promise<void>)[];
  #stop: Sampled<boolean> | null = null;
  #timer: TimerHandle | null = null;
  #ended = false;
  #started = false;
  #passing = false;
  #due = false;
  #lost = false;
  /** Periods since the last pass that read everything. */
  #missed = 0;
  #lastKick_ms = 0;
  #lastCheck_ms = 0;
  #kick = false;
  #checked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#checks = this.#chips.map((chip) => () => chip.check());
  }

  /** null until it was read. */
  get emergencyStop(): boolean | null {
    return this.#stop ? !this.#stop.value : null;
  }
  /** Nothing is known of the outlets. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Begins. Whatever state chips and outputs are in, they are started anew, with safe outputs. */
  start(): void {
    this.#tick();
  }

  /** Starts the chips anew in the next pass: every output is safe meanwhile. */
  restart(): void {
    this.#started = false;
  }

  /** Outputs stay as they are, as long as the watchdog lets them. */
  stop(): void {
    this.#ended = true;
    if (this.#timer) this.#parts.clock.clearTimeout(this.#timer);
  }

  get #chips(): readonly Chip[] {
    const { lines, guards, pulses, levels } = this.#parts.chips;
    return guards ? [lines, guards, pulses, levels] : [lines, pulses, levels];
  }

  #tick(): void {
    this.#timer = this.#parts.clock.setTimeout(() => this.#tick(), PERIOD_MS);
    this.#missed += 1;
    if (this.#missed > SLOW_PERIODS) this.#lose('the safety bus does not answer in time');
    this.#due = true;
    if (!this.#passing) void this.#passes();
  }

  async #passes(): Promise<void> {
    this.#passing = true;
    while (this.#due && !this.#ended) {
      this.#due = false;
      try {
        await this.#pass();
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#passing = false;
  }

  async #pass(): Promise<void> {
    if (!this.#started) await this.#startChips();
    const { lines, guards } = this.#parts.chips;
    const { levels } = await lines.read();
    const guarding = guards && (await guards.read()).levels;
    for (const [id, outlet] of this.#parts.outlets) {
      const scale = this.#parts.pilots.get(id)!;
      const negative = outlet.hasNegativeHalf;
      const positive_V = await this.#pilot_V(scale, scale.positiveInput);
      const negative_V = negative ? await this.#pilot_V(scale, scale.negativeInput) : null;
      if (this.#ended) return;
      outlet.sampled({
        at_ms: this.#now_ms(),
        peaks: { positive_V, negative_V },
        levels: ofOutlet(levels, id),
        guards: guarding && { earth: guarding[`earth${id}`], drive: guarding[`drive${id}`] },
      });
    }
    this.#stop = sampled(this.#stop, levels.emergencyStopReleased, BUTTON_SAMPLES);
    await this.#lookAfter();
    if (this.#lost) this.#parts.complain('the safety bus answers again');
    this.#lost = false;
    this.#missed = 0;
    this.#parts.changed();
  }

  async #pilot_V({ offset_V, factor }: PilotScale, input: number): Promise<number> {
    return ((await this.#parts.chips.levels.read(input)) - offset_V) * factor;
  }

  async #startChips(): Promise<void> {
    for (const outlet of this.#parts.outlets.values()) outlet.forget();
    // Lines first: they hold the coils.
    for (const chip of this.#chips) await chip.start();
    await this.#parts.chips.lines.write({ readerRunning: true });
    for (const outlet of this.#parts.outlets.values()) outlet.started();
    this.#parts.started();
    this.#started = true;
  }

  /** The watchdog is kicked by nothing but a pass that has read everything. */
  async #lookAfter(): Promise<void> {
    const now_ms = this.#now_ms();
    if (now_ms - this.#lastKick_ms >= KICK_MS) {
      this.#kick = !this.#kick;
      await this.#parts.chips.lines.write({ watchdog: this.#kick });
      this.#lastKick_ms = now_ms;
    }
    if (now_ms - this.#lastCheck_ms < CHECK_MS) return;
    this.#lastCheck_ms = now_ms;
    this.#checked += 1;
    await this.#checks[this.#checked % this.#checks.length]!();
  }

  /** A transfer that fails is the next pass's to repeat; a chip that lost its settings is lost at once. */
  #failed(error: unknown): void {
    if (error instanceof ChipError) this.#lose(words(error));
    else if (this.#missed >= FAILING_PERIODS) this.#lose(words(error));
  }

  #lose(why: string): void {
    if (this.#ended) return;
    this.#started = false;
    if (this.#lost) return;
    this.#lost = true;
    this.#parts.complain(`the contactors are opened: ${why}`);
    for (const outlet of this.#parts.outlets.values()) outlet.lose();
    this.#parts.changed();
  }

  #now_ms(): number {
    return this.#parts.clock.now().monotonic_ms;
  }
}

const ofOutlet = (levels: InputLevels, id: OutletId) => ({
  mirror: levels[`mirror${id}`],
  load: levels[`load${id}`],
  trip: levels[`trip${id}`],
});
