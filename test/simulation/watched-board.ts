import type { Board } from '../../drivers/board.ts';
import type { Contactor } from '../../drivers/contactor/contactor.ts';
import type { ControlPilot } from '../../drivers/control-pilot/control-pilot.ts';
import type { EnergyMeter } from '../../drivers/energy-meter/energy-meter.ts';

type Commanded = {
  offered(connectorId: number, limit_A: number | null): void;
  commanded(connectorId: number, closed: boolean): void;
};

/** The board of one life of the station: without power it neither hears nor does anything. */
export class WatchedBoard {
  readonly board: Board;
  readonly #inner: Board;
  readonly #watch: Commanded;
  readonly #reading: (by: 1 | -1) => void;
  #powered = true;

  /** @param reading counts the readings of meters that are on their way. */
  constructor(inner: Board, watch: Commanded, reading: (by: 1 | -1) => void) {
    this.#inner = inner;
    this.#watch = watch;
    this.#reading = reading;
    this.board = {
      name: inner.name,
      controlPilot: this.#pilot(),
      contactor: this.#contactor(),
      energyMeter: this.#meter(),
      rfidReader: {
        onCard: (listener) => inner.rfidReader.onCard(this.#live(listener)),
        onFailure: (listener) => inner.rfidReader.onFailure(this.#live(listener)),
      },
      emergencyStop: { onChange: (listener) => inner.emergencyStop.onChange(this.#live(listener)) },
      faultMonitor: {
        onFault: (listener) => inner.faultMonitor.onFault(this.#live(listener)),
        resetLatch: (connectorId) => {
          if (this.#powered) inner.faultMonitor.resetLatch(connectorId);
        },
      },
      temperatureSensor: {
        onTemperature: (listener) => inner.temperatureSensor.onTemperature(this.#live(listener)),
      },
      userFeedback: inner.userFeedback,
      reset: (kind) => inner.reset(kind),
      stop: () => {},
    };
  }

  cutPower(): void {
    this.#powered = false;
  }

  #live<Args extends readonly unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      if (this.#powered) listener(...args);
    };
  }

  #pilot(): ControlPilot {
    const { controlPilot } = this.#inner;
    return {
      onPilot: (listener) => controlPilot.onPilot(this.#live(listener)),
      offer: (connectorId, limit_A) => {
        if (!this.#powered) return;
        this.#watch.offered(connectorId, limit_A);
        controlPilot.offer(connectorId, limit_A);
      },
    };
  }

  #contactor(): Contactor {
    const { contactor } = this.#inner;
    return {
      onFeedback: (listener) => contactor.onFeedback(this.#live(listener)),
      command: (connectorId, closed) => {
        if (!this.#powered) return;
        this.#watch.commanded(connectorId, closed);
        contactor.command(connectorId, closed);
      },
    };
  }

  #meter(): EnergyMeter {
    const { energyMeter } = this.#inner;
    return {
      current_A: (connectorId) => energyMeter.current_A(connectorId),
      onCurrent: (listener) => energyMeter.onCurrent(this.#live(listener)),
      watch: (connectorId, limit_A) => {
        if (this.#powered) energyMeter.watch(connectorId, limit_A);
      },
      read: (connectorId) => {
        this.#reading(1);
        return energyMeter.read(connectorId).finally(() => this.#reading(-1));
      },
    };
  }
}
