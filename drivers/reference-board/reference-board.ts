import type { ChargePointErrorCode, Fault } from '../../machines/vocabulary/status.ts';
import type { Board } from '../board.ts';
import { type BoardFacts, BoardListeners } from '../board-listeners.ts';
import type { StationClock } from '../clock/clock.ts';
import type { Contactor } from '../contactor/contactor.ts';
import type { ControlPilot } from '../control-pilot/control-pilot.ts';
import type { EmergencyStop } from '../emergency-stop/emergency-stop.ts';
import type { EnergyMeter } from '../energy-meter/energy-meter.ts';
import type { FaultMonitor } from '../fault-monitor/fault-monitor.ts';
import type {
  CardReader,
  MeterChannel,
  NonVolatileMemory,
  PowerMeter,
  Thermometer,
} from '../i2c/chip-functions.ts';
import type { RfidReader } from '../rfid-reader/rfid-reader.ts';
import type { TemperatureSensor } from '../temperature-sensor/temperature-sensor.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';
import type { OutletId, OutletOutput, OutputLine } from './board-lines.ts';
import type { UidWriting } from './card-uid.ts';
import { type LightChannels, ReferenceFeedback } from './reference-feedback.ts';
import { ReferenceMeter } from './reference-meter.ts';
import { ReferenceOutlet } from './reference-outlet.ts';
import { ReferenceReader } from './reference-reader.ts';
import { ReferenceTemperature } from './reference-temperature.ts';
import { type PilotScale, type SafetyChips, SafetyLoop } from './safety-loop.ts';

export type BoardChips = SafetyChips & {
  readonly meter: PowerMeter;
  readonly memory: NonVolatileMemory;
  readonly reader: CardReader;
  readonly thermometer: Thermometer;
};

/** Where one connector is on the chips. */
export type OutletWiring = {
  readonly pilot: PilotScale & { readonly pulseChannel: number };
  readonly meterChannel: MeterChannel;
  readonly lights: LightChannels;
};

export type ReferenceBoardParts = {
  readonly name: string;
  readonly clock: StationClock;
  readonly chips: BoardChips;
  readonly outlets: ReadonlyMap<OutletId, OutletWiring>;
  readonly cards: UidWriting;
  /** What shows texts; the board itself has none. */
  readonly display?: UserFeedback | undefined;
  readonly complain: (text: string) => void;
  /** Ends the buses. */
  readonly close: () => void;
};

const fault = (errorCode: ChargePointErrorCode, info: string): Fault => ({
  errorCode,
  source: 'board',
  info,
});
const GROUND_FAULT = fault('GroundFailure', 'Ground fault');
const NO_PROTECTION = fault('GroundFailure', 'Ground-fault protection failed its test');
const NO_EARTH = fault('GroundFailure', 'No protective earth');
const DRIVEN_ALONE = fault('PowerSwitchFailure', 'Contactor is driven without command');
const NO_METER = fault('PowerMeterFailure', 'Meter does not answer');
const NO_SAFETY_BUS = fault('InternalError', 'Board does not answer');

/** The roles of the station on the chips of the reference board. */
export class ReferenceBoard implements Board {
  readonly name: string;
  readonly controlPilot: ControlPilot;
  readonly contactor: Contactor;
  readonly energyMeter: EnergyMeter;
  readonly rfidReader: RfidReader;
  readonly emergencyStop: EmergencyStop;
  readonly faultMonitor: FaultMonitor;
  readonly temperatureSensor: TemperatureSensor;
  readonly userFeedback: UserFeedback;

  readonly #parts: ReferenceBoardParts;
  readonly #listeners = new BoardListeners(() => this.#facts());
  readonly #outlets: ReadonlyMap<OutletId, ReferenceOutlet>;
  readonly #loop: SafetyLoop;
  readonly #meter: ReferenceMeter;
  readonly #reader: ReferenceReader;
  readonly #temperature: ReferenceTemperature;
  readonly #feedback: ReferenceFeedback;
  #ready: (() => void) | null = null;

  constructor(parts: ReferenceBoardParts) {
    this.#parts = parts;
    this.name = parts.name;
    const { clock, chips, complain } = parts;
    const changed = (): void => this.#changed();
    this.#outlets = new Map([...parts.outlets].map(([id, wiring]) => [id, this.#outlet(id, wiring)]));
    this.#loop = new SafetyLoop({
      clock,
      chips,
      outlets: this.#outlets,
      pilots: new Map([...parts.outlets].map(([id, { pilot }]) => [id, pilot])),
      started: () => this.#feedback.dark(),
      changed,
      complain,
    });
    const channels = new Map([...parts.outlets].map(([id, { meterChannel }]) => [id, meterChannel]));
    this.#meter = new ReferenceMeter({ ...chips, clock, channels, changed, complain });
    const cardShown = (idTag: string): void => this.#listeners.cardShown(idTag);
    this.#reader = new ReferenceReader({
      ...chips,
      clock,
      writing: parts.cards,
      cardShown,
      changed,
      complain,
    });
    this.#temperature = new ReferenceTemperature({ ...chips, clock, changed, complain });
    this.#feedback = new ReferenceFeedback({
      clock,
      lights: new Map([...parts.outlets].map(([id, { lights }]) => [id, lights])),
      setLight: (channel, duty) => chips.pulses.set(channel, duty),
      setBuzzer: (buzzer) => chips.lines.write({ buzzer }),
      display: parts.display,
    });
    const listeners = this.#listeners;
    const outlet = (id: number): ReferenceOutlet | undefined => this.#outlets.get(id as OutletId);
    this.controlPilot = {
      offer: (id, limit_A) => outlet(id)?.offer(limit_A),
      onPilot: (listener) => listeners.onPilot(listener),
    };
    this.contactor = {
      command: (id, closed) => outlet(id)?.command(closed),
      onFeedback: (listener) => listeners.onFeedback(listener),
    };
    this.energyMeter = {
      read: (id) => this.#meter.read(id),
      current_A: (id) => this.#meter.current_A(id),
      watch: (id, limit_A) => this.#meter.watch(id, limit_A),
      onCurrent: (listener) => listeners.onCurrent(listener),
    };
    this.rfidReader = {
      onCard: (listener) => listeners.onCard(listener),
      onFailure: (listener) => listeners.onReaderFailure(listener),
    };
    this.emergencyStop = { onChange: (listener) => listeners.onEmergencyStop(listener) };
    this.temperatureSensor = { onTemperature: (listener) => listeners.onTemperature(listener) };
    this.faultMonitor = {
      resetLatch: (id) => outlet(id)?.resetLatch(),
      onFault: (listener) => listeners.onFault(listener),
    };
    this.userFeedback = this.#feedback;
  }

  /** Starts the chips. Resolves when the state of every connector is known, or known to be unknown. */
  async start(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.#ready = resolve;
    });
    this.#loop.start();
    this.#meter.start();
    await ready;
    // The reader is reset by a line of the safety bus.
    for (const part of [this.#reader, this.#temperature, this.#feedback]) part.start();
  }

  reset(): boolean {
    this.#loop.restart();
    this.#meter.restart();
    return !this.#loop.lost;
  }

  stop(): void {
    this.#listeners.remove();
    for (const part of [this.#loop, this.#meter, this.#reader, this.#temperature, this.#feedback])
      part.stop();
    this.#parts.close();
  }

  #outlet(id: OutletId, { pilot }: OutletWiring): ReferenceOutlet {
    const { chips, clock } = this.#parts;
    return new ReferenceOutlet(clock, {
      write: (levels) => chips.lines.write(linesOf(id, levels)),
      pulse: (duty) => chips.pulses.set(pilot.pulseChannel, duty),
    });
  }

  #changed(): void {
    this.#listeners.tell();
    const known = [...this.#outlets.values()].every(({ pilot }) => pilot !== null);
    if (!known || (!this.#loop.lost && this.#meter.waiting)) return;
    this.#ready?.();
    this.#ready = null;
  }

  #facts(): BoardFacts {
    return {
      emergencyStop: this.#loop.emergencyStop,
      readerFailed: this.#reader.failed,
      faults: [
        ...(this.#loop.lost ? [{ connectorId: 0, fault: NO_SAFETY_BUS }] : []),
        ...[...this.#outlets].flatMap(([connectorId, outlet]) =>
          this.#faultsOf(outlet).map((it) => ({ connectorId, fault: it })),
        ),
      ],
      outlets: [...this.#outlets].map(([id, { pilot, closed }]) => ({
        id,
        pilot,
        closed,
        celsius: this.#temperature.celsius,
        current: this.#meter.report(id),
      })),
    };
  }

  #faultsOf(outlet: ReferenceOutlet): readonly Fault[] {
    const ground = outlet.tripped ? GROUND_FAULT : outlet.testFailed ? NO_PROTECTION : NO_EARTH;
    const isGround = outlet.tripped || outlet.testFailed || outlet.earthLost;
    return [
      ...(isGround ? [ground] : []),
      ...(outlet.drivenAlone ? [DRIVEN_ALONE] : []),
      ...(this.#meter.dead ? [NO_METER] : []),
    ];
  }
}

/** The lines of one connector by their names on the board. */
function linesOf(
  id: OutletId,
  levels: Partial<Record<OutletOutput, boolean>>,
): Partial<Record<OutputLine, boolean>> {
  return Object.fromEntries(Object.entries(levels).map(([name, level]) => [`${name}${id}`, level]));
}
