import type { PilotState } from '../../machines/vocabulary/pilot.ts';
import type { Fault } from '../../machines/vocabulary/status.ts';
import type { Board } from '../board.ts';
import type { Contactor } from '../contactor/contactor.ts';
import type { ControlPilot } from '../control-pilot/control-pilot.ts';
import type { EmergencyStop } from '../emergency-stop/emergency-stop.ts';
import { type CurrentReport, type EnergyMeter, MeterError } from '../energy-meter/energy-meter.ts';
import type { FaultMonitor } from '../fault-monitor/fault-monitor.ts';
import type { RfidReader } from '../rfid-reader/rfid-reader.ts';
import type { TemperatureSensor } from '../temperature-sensor/temperature-sensor.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';
import { Channel } from './channel.ts';
import type { BenchFault, World } from './world.ts';

const STATION = 0;
const NOTHING_FLOWS: CurrentReport = { flowing: false, excessive: false };

type FaultNotice = { readonly fault: BenchFault; readonly cleared: boolean };

const sameReport = (a: CurrentReport, b: CurrentReport): boolean =>
  a.flowing === b.flowing && a.excessive === b.excessive;
const sameNotice = (a: FaultNotice, b: FaultNotice): boolean =>
  a.cleared === b.cleared && (a.cleared || a.fault === b.fault);

/**
 * The drivers of the simulated hardware. All listeners are told from one place, one change after the other:
 * what a listener does to the hardware while it listens is told after it has returned, never inside it.
 */
export class BenchBoard implements Board {
  readonly name = 'bench';
  readonly controlPilot: ControlPilot;
  readonly contactor: Contactor;
  readonly energyMeter: EnergyMeter;
  readonly rfidReader: RfidReader;
  readonly emergencyStop: EmergencyStop;
  readonly faultMonitor: FaultMonitor;
  readonly temperatureSensor: TemperatureSensor;
  readonly userFeedback: UserFeedback;

  readonly #world: World;
  readonly #pilot = new Channel<number, PilotState>();
  readonly #feedback = new Channel<number, boolean>();
  readonly #celsius = new Channel<number, number>();
  readonly #current = new Channel<number, CurrentReport>(sameReport);
  readonly #stop = new Channel<number, boolean>();
  readonly #readerFailure = new Channel<number, boolean>();
  /** By connector and error code, `1 GroundFailure`. */
  readonly #faults = new Channel<string, FaultNotice>(sameNotice);
  readonly #watched_A = new Map<number, number | null>();
  #onCard: ((idTag: string) => void) | null = null;
  #telling = false;
  #changedMeanwhile = false;

  constructor(world: World) {
    this.#world = world;
    this.userFeedback = world.feedback;
    world.observe({ changed: () => this.#tell(), cardShown: (idTag) => this.#onCard?.(idTag) });
    this.controlPilot = {
      offer: (connectorId, limit_A) => world.offer(connectorId, limit_A),
      onPilot: (listener) => this.#subscribe(this.#pilot, listener),
    };
    this.contactor = {
      command: (connectorId, closed) => world.commandCoil(connectorId, closed),
      onFeedback: (listener) => this.#subscribe(this.#feedback, listener),
    };
    this.energyMeter = this.#meter();
    this.rfidReader = {
      onCard: (listener) => {
        this.#onCard = listener;
      },
      onFailure: (listener) => this.#subscribe(this.#readerFailure, (_, failed) => listener(failed)),
    };
    this.emergencyStop = {
      onChange: (listener) => this.#subscribe(this.#stop, (_, pressed) => listener(pressed)),
    };
    this.temperatureSensor = {
      onTemperature: (listener) => this.#subscribe(this.#celsius, listener),
    };
    this.faultMonitor = {
      resetLatch: (connectorId) => world.resetLatch(connectorId),
      onFault: (listener) =>
        this.#subscribe(this.#faults, (key, { fault, cleared }) =>
          listener(Number.parseInt(key, 10), boardFault(fault), cleared),
        ),
    };
  }

  reset(): boolean {
    if (this.#world.failingResets === 0) return true;
    this.#world.failingResets -= 1;
    return false;
  }

  stop(): void {
    const channels = [
      this.#pilot,
      this.#feedback,
      this.#current,
      this.#celsius,
      this.#stop,
      this.#readerFailure,
      this.#faults,
    ];
    for (const channel of channels) channel.removeListener();
    this.#onCard = null;
    this.#world.stop();
  }

  #meter(): EnergyMeter {
    const world = this.#world;
    return {
      async read(connectorId) {
        if (world.outlet(connectorId).meterFailing) {
          throw new MeterError(`the meter of connector ${connectorId} does not answer`);
        }
        return world.reading_Wh(connectorId);
      },
      current_A(connectorId) {
        const outlet = world.outlet(connectorId);
        return outlet.meterFailing ? null : outlet.drawn_A;
      },
      watch: (connectorId, limit_A) => {
        this.#watched_A.set(connectorId, limit_A);
        this.#tell();
      },
      onCurrent: (listener) => this.#subscribe(this.#current, listener),
    };
  }

  #subscribe<Subject, Value>(
    channel: Channel<Subject, Value>,
    listener: (subject: Subject, value: Value) => void,
  ): void {
    channel.replaceListener(listener);
    this.#tell();
  }

  #tell(): void {
    this.#changedMeanwhile = true;
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#changedMeanwhile) {
        this.#changedMeanwhile = false;
        this.#tellAll();
      }
    } finally {
      this.#telling = false;
    }
  }

  #tellAll(): void {
    this.#stop.tell(STATION, this.#world.emergencyStop);
    this.#readerFailure.tell(STATION, this.#world.readerDead, false);
    this.#tellFaults();
    for (const outlet of this.#world.outlets) {
      this.#pilot.tell(outlet.id, outlet.pilot);
      this.#celsius.tell(outlet.id, Math.round(outlet.celsius));
      // A meter that does not answer says nothing of the current either.
      if (!outlet.meterFailing)
        this.#current.tell(outlet.id, this.#report(outlet.id, outlet.drawn_A), NOTHING_FLOWS);
      this.#feedback.tell(outlet.id, outlet.mirrorClosed);
    }
  }

  #tellFaults(): void {
    const inForce = new Map<string, BenchFault>();
    for (const connectorId of [STATION, ...this.#world.outlets.map((outlet) => outlet.id)]) {
      for (const fault of this.#world.faults(connectorId))
        inForce.set(`${connectorId} ${fault.errorCode}`, fault);
    }
    for (const [key, { fault }] of [...this.#faults.heard]) {
      if (!inForce.has(key)) this.#faults.tell(key, { fault, cleared: true });
    }
    for (const [key, fault] of inForce) this.#faults.tell(key, { fault, cleared: false });
  }

  #report(connectorId: number, current_A: number): CurrentReport {
    const limit_A = this.#watched_A.get(connectorId) ?? null;
    return { flowing: current_A > 1, excessive: limit_A !== null && current_A > limit_A * 1.1 + 0.5 };
  }
}

const boardFault = (fault: BenchFault): Fault => {
  const { errorCode, info, vendorErrorCode } = fault;
  return {
    errorCode,
    source: 'board',
    ...(info === undefined ? {} : { info }),
    ...(vendorErrorCode === undefined ? {} : { vendorErrorCode }),
  };
};
