import type { BuzzerPattern, ConnectorFeedback, Light } from '../../machines/vocabulary/feedback.ts';
import type { StationClock, TimerHandle } from '../clock/clock.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';
import type { OutletId } from './board-lines.ts';

/** Outputs of the pulse chip for red, green and blue. */
export type LightChannels = readonly [red: number, green: number, blue: number];

type Parts = {
  readonly clock: StationClock;
  readonly lights: ReadonlyMap<OutletId, LightChannels>;
  readonly setLight: (channel: number, duty: number) => Promise<void>;
  readonly setBuzzer: (on: boolean) => Promise<void>;
  /** Shows texts; the board itself has none. */
  readonly display?: UserFeedback | undefined;
};

const COLOURS: Readonly<Record<Light['colour'], readonly [number, number, number]>> = {
  off: [0, 0, 0],
  green: [0, 1, 0],
  blue: [0, 0, 1],
  amber: [1, 0.5, 0],
  red: [1, 0, 0],
};
const STEP_MS = 250;
/** Brightness at each step of a pattern; it begins again at the end. */
const PATTERNS: Readonly<Record<Light['pattern'], readonly number[]>> = {
  steady: [1],
  blinking: [1, 1, 0, 0],
  pulsing: [0.1, 0.3, 0.6, 1, 1, 0.6, 0.3, 0.1],
};
/** Milliseconds on and off by turns. */
const TONES: Readonly<Record<BuzzerPattern, readonly number[]>> = {
  short: [100],
  'two-short': [100, 100, 100],
  long: [600],
};

/** Brightness of red, green and blue at a step of the pattern. */
export function lightAt({ colour, pattern }: Light, step: number): readonly [number, number, number] {
  const brightness = PATTERNS[pattern][step % PATTERNS[pattern].length]!;
  const [red, green, blue] = COLOURS[colour];
  return [red * brightness, green * brightness, blue * brightness];
}

/** Lights of the pulse chip and the buzzer. */
export class ReferenceFeedback implements UserFeedback {
  readonly #parts: Parts;
  readonly #shown = new Map<OutletId, Light>();
  /** What each channel has; what could not be written is written with the next step. */
  readonly #written = new Map<number, number>();
  #step = 0;
  #timer: TimerHandle | null = null;
  #tone: TimerHandle | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = this.#parts.clock.setTimeout(() => {
      this.#step += 1;
      this.#write();
      this.start();
    }, STEP_MS);
  }

  stop(): void {
    for (const timer of [this.#timer, this.#tone]) if (timer) this.#parts.clock.clearTimeout(timer);
  }

  /** The chip was started anew: all is dark. */
  dark(): void {
    this.#written.clear();
  }

  show(connectorId: number, feedback: ConnectorFeedback): void {
    this.#parts.display?.show(connectorId, feedback);
    this.#shown.set(connectorId as OutletId, feedback.light);
    this.#write();
  }

  sound(pattern: BuzzerPattern): void {
    this.#parts.display?.sound(pattern);
    if (this.#tone) this.#parts.clock.clearTimeout(this.#tone);
    this.#sound(TONES[pattern], true);
  }

  #sound([length_ms, ...rest]: readonly number[], on: boolean): void {
    this.#tone = null;
    // A buzzer that fails is nobody's worry.
    this.#parts.setBuzzer(on && length_ms !== undefined).catch(() => {});
    if (length_ms === undefined) return;
    this.#tone = this.#parts.clock.setTimeout(() => this.#sound(rest, !on), length_ms);
  }

  #write(): void {
    for (const [id, channels] of this.#parts.lights) {
      const light = this.#shown.get(id);
      if (!light) continue;
      const levels = lightAt(light, this.#step);
      channels.forEach((channel, index) => void this.#set(channel, levels[index]!));
    }
  }

  async #set(channel: number, level: number): Promise<void> {
    if (this.#written.get(channel) === level) return;
    this.#written.set(channel, level);
    try {
      await this.#parts.setLight(channel, level);
    } catch {
      this.#written.delete(channel);
    }
  }
}
