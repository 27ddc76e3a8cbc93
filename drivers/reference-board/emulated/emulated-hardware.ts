import { BenchError } from '../../bench/bench-error.ts';
import type { World } from '../../bench/world.ts';
import { SUPPLY_V } from '../../bench/world-state.ts';
import type { StationClock, TimerHandle } from '../../clock/clock.ts';
import { EmulatedAde7953 } from '../../i2c/emulated/emulated-ade7953.ts';
import { EmulatedAds1115 } from '../../i2c/emulated/emulated-ads1115.ts';
import { EmulatedBus } from '../../i2c/emulated/emulated-bus.ts';
import type { EmulatedChip } from '../../i2c/emulated/emulated-chip.ts';
import { EmulatedMcp9808 } from '../../i2c/emulated/emulated-mcp9808.ts';
import { EmulatedMcp23017 } from '../../i2c/emulated/emulated-mcp23017.ts';
import { EmulatedPca9685 } from '../../i2c/emulated/emulated-pca9685.ts';
import { EmulatedPn532 } from '../../i2c/emulated/emulated-pn532.ts';
import type { BoardDescription } from '../board-description.ts';
import type { GuardLine, InputLine, OutletId, OutputLine } from '../board-lines.ts';
import { EmulatedOutlet } from './emulated-outlet.ts';
import { HardwareWatchdog } from './hardware-watchdog.ts';

/** How long a card is held to the reader. */
const CARD_SHOWN_MS = 600;
type Told = 'alive' | 'readerRunning' | 'readerDead' | 'meterThere';
const METER_ADDRESS = 0x38;
const READER_ADDRESS = 0x24;

/**
 * The reference board as a circuit: emulated chips on two emulated buses, wired to the simulated world as the
 * description says.
 */
export class EmulatedHardware {
  readonly safetyBus: EmulatedBus;
  readonly frontBus: EmulatedBus;
  readonly lines = new EmulatedMcp23017();
  readonly guards = new EmulatedMcp23017();
  readonly pulses: EmulatedPca9685;
  readonly levels: EmulatedAds1115;
  readonly meter: EmulatedAde7953;
  readonly reader: EmulatedPn532;
  readonly outlets: readonly EmulatedOutlet[];
  readonly #clock: StationClock;
  readonly #world: World;
  readonly #description: BoardDescription;
  readonly #watchdog: HardwareWatchdog;
  /** What was told to chips that must hear of a change only. */
  #told: Readonly<Record<Told, boolean>> = {
    alive: true,
    readerRunning: false,
    readerDead: false,
    meterThere: true,
  };
  #card: TimerHandle | null = null;

  /** @param memory the FRAM: it outlives the power */
  constructor(clock: StationClock, world: World, description: BoardDescription, memory: EmulatedChip) {
    this.#clock = clock;
    this.#world = world;
    this.#description = description;
    this.safetyBus = new EmulatedBus(clock);
    const { safety, front } = description.buses;
    this.frontBus = safety === front ? this.safetyBus : new EmulatedBus(clock);
    this.pulses = new EmulatedPca9685({ external_Hz: description.pulses.clock_Hz });
    this.levels = new EmulatedAds1115(clock, { volts: (at) => this.#pin_V(at) });
    this.meter = new EmulatedAde7953(clock, description.meter);
    this.reader = new EmulatedPn532(clock);
    this.#watchdog = new HardwareWatchdog(clock, () => this.#driven());
    this.outlets = world.outlets.map(({ id }) => new EmulatedOutlet(clock, world, id, () => this.#seen()));
    this.safetyBus.attach(description.lines.address, this.lines);
    if (description.guards) this.safetyBus.attach(description.guards.address, this.guards);
    this.safetyBus.attach(description.pulses.address, this.pulses);
    this.safetyBus.attach(description.levels.address, this.levels);
    this.safetyBus.attach(METER_ADDRESS, this.meter);
    this.safetyBus.attach(description.memory.address, memory);
    this.frontBus.attach(READER_ADDRESS, this.reader);
    const warmest = (): number => Math.max(...world.outlets.map(({ celsius }) => celsius));
    this.frontBus.attach(description.thermometer.address, new EmulatedMcp9808(warmest));
    this.meter.setVoltage(SUPPLY_V);
    this.lines.onOutputs(() => this.#driven());
    this.pulses.onOutputs(() => this.#driven());
    world.observe({ changed: () => this.#seen(), cardShown: (idTag) => this.#cardShown(idTag) });
    this.#driven();
  }

  stop(): void {
    this.#watchdog.stop();
    for (const outlet of this.outlets) outlet.stop();
    if (this.#card) this.#clock.clearTimeout(this.#card);
  }

  /** From the chips to the world: coils, pulses, resets. */
  #driven(): void {
    this.#watchdog.input(this.#isDriven('watchdog'));
    this.#tell('alive', this.#watchdog.satisfied, (alive) => this.pulses.enableOutputs(alive));
    this.#tell('readerRunning', this.#isDriven('readerRunning'), (runs) => this.reader.resetLine(!runs));
    this.outlets.forEach((outlet, index) => {
      const id = (index + 1) as OutletId;
      outlet.drive({
        enable: this.#isDriven(`enable${id}`),
        test: this.#isDriven(`test${id}`),
        reset: this.#isDriven(`reset${id}`),
        duty: this.pulses.duty(this.#description.outlets[index]!.pilot.pulseChannel),
        alive: this.#watchdog.satisfied,
      });
    });
    this.#seen();
  }

  /** From the world to the chips: contacts, currents, levels. */
  #seen(): void {
    this.outlets.forEach((outlet, index) => {
      const id = (index + 1) as OutletId;
      outlet.follow();
      const { mirror, load, trip, earth, drive } = outlet.lines;
      this.#set(`mirror${id}`, mirror);
      this.#set(`load${id}`, load);
      this.#set(`trip${id}`, trip);
      this.#guard(`earth${id}`, earth);
      this.#guard(`drive${id}`, drive);
      this.meter.setLoad(this.#description.outlets[index]!.meterChannel, this.#world.outlet(id).drawn_A);
    });
    this.#set('emergencyStopReleased', !this.#world.emergencyStop);
    this.#tell('readerDead', this.#world.readerDead, (dead) =>
      dead ? this.reader.hang('for-ever') : this.reader.heal(),
    );
    // One chip for both connectors: it fails for both.
    const meterThere = !this.#world.outlets.some(({ meterFailing }) => meterFailing);
    this.#tell('meterThere', meterThere, (there) =>
      there ? this.safetyBus.attach(METER_ADDRESS, this.meter) : this.safetyBus.detach(METER_ADDRESS),
    );
  }

  #tell(what: Told, value: boolean, act: (value: boolean) => void): void {
    if (this.#told[what] === value) return;
    this.#told = { ...this.#told, [what]: value };
    act(value);
  }

  #isDriven(line: OutputLine): boolean {
    const { port, bit, inverted = false } = this.#description.lines.outputs[line];
    // Pull-downs of the board hold what the chip does not drive.
    return this.lines.isOutput(port, bit) && this.lines.pin(port, bit) !== inverted;
  }

  #set(line: InputLine, active: boolean): void {
    const { port, bit, inverted = false } = this.#description.lines.inputs[line];
    this.lines.drive(port, bit, active !== inverted);
  }

  #guard(line: GuardLine, active: boolean): void {
    const pin = this.#description.guards?.inputs[line];
    if (pin) this.guards.drive(pin.port, pin.bit, active !== (pin.inverted ?? false));
  }

  #pin_V(input: number): number {
    for (const [index, { pilot }] of this.#description.outlets.entries()) {
      const outlet = this.outlets[index];
      const positive = pilot.positiveInput === input;
      if (!outlet || !(positive || pilot.negativeInput === input)) continue;
      return outlet.pilot_V(positive ? 'positive' : 'negative') / pilot.factor + pilot.offset_V;
    }
    return 0;
  }

  #cardShown(idTag: string): void {
    if (!/^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/i.test(idTag))
      throw new BenchError('this reader reads cards: idTag must be a UID of 4, 7 or 10 bytes in hexadecimal');
    if (this.#card) this.#clock.clearTimeout(this.#card);
    this.reader.present({ uid: [...Buffer.from(idTag, 'hex')] });
    this.#card = this.#clock.setTimeout(() => this.reader.present(null), CARD_SHOWN_MS);
  }
}
