import type { Fault } from '../../machines/vocabulary/status.ts';
import type { Board } from '../board.ts';
import { type BoardFacts, BoardListeners } from '../board-listeners.ts';
import type { Contactor } from '../contactor/contactor.ts';
import type { ControlPilot } from '../control-pilot/control-pilot.ts';
import type { EmergencyStop } from '../emergency-stop/emergency-stop.ts';
import { currentReport, type EnergyMeter, MeterError } from '../energy-meter/energy-meter.ts';
import type { FaultMonitor } from '../fault-monitor/fault-monitor.ts';
import type { RfidReader } from '../rfid-reader/rfid-reader.ts';
import type { TemperatureSensor } from '../temperature-sensor/temperature-sensor.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';
import type { BenchFault, World } from './world.ts';

const STATION = 0;

/** The drivers of the simulated hardware. */
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
  readonly #watched_A = new Map<number, number | null>();
  readonly #listeners: BoardListeners;

  constructor(world: World) {
    this.#world = world;
    const listeners = new BoardListeners(() => this.#facts());
    this.#listeners = listeners;
    this.userFeedback = world.feedback;
    world.observe({
      changed: () => listeners.tell(),
      cardShown: (idTag) => listeners.cardShown(idTag),
    });
    this.controlPilot = {
      offer: (connectorId, limit_A) => world.offer(connectorId, limit_A),
      onPilot: (listener) => listeners.onPilot(listener),
    };
    this.contactor = {
      command: (connectorId, closed) => world.commandCoil(connectorId, closed),
      onFeedback: (listener) => listeners.onFeedback(listener),
    };
    this.energyMeter = this.#meter();
    this.rfidReader = {
      onCard: (listener) => listeners.onCard(listener),
      onFailure: (listener) => listeners.onReaderFailure(listener),
    };
    this.emergencyStop = { onChange: (listener) => listeners.onEmergencyStop(listener) };
    this.temperatureSensor = { onTemperature: (listener) => listeners.onTemperature(listener) };
    this.faultMonitor = {
      resetLatch: (connectorId) => world.resetLatch(connectorId),
      onFault: (listener) => listeners.onFault(listener),
    };
  }

  reset(): boolean {
    if (this.#world.failingResets === 0) return true;
    this.#world.failingResets -= 1;
    return false;
  }

  stop(): void {
    this.#listeners.remove();
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
        this.#listeners.tell();
      },
      onCurrent: (listener) => this.#listeners.onCurrent(listener),
    };
  }

  #facts(): BoardFacts {
    const world = this.#world;
    const places = [STATION, ...world.outlets.map((outlet) => outlet.id)];
    return {
      emergencyStop: world.emergencyStop,
      readerFailed: world.readerDead,
      faults: places.flatMap((connectorId) =>
        world.faults(connectorId).map((fault) => ({ connectorId, fault: boardFault(fault) })),
      ),
      outlets: world.outlets.map((outlet) => ({
        id: outlet.id,
        pilot: outlet.pilot,
        celsius: Math.round(outlet.celsius),
        current: outlet.meterFailing
          ? null
          : currentReport(outlet.drawn_A, this.#watched_A.get(outlet.id) ?? null),
        closed: outlet.mirrorClosed,
      })),
    };
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
