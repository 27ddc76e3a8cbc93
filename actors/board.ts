import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import { READER_FAILURE } from '../machines/rules/faults.ts';
import type { MeterRequest } from '../machines/vocabulary/effects.ts';
import type { ActorId } from '../machines/vocabulary/peer.ts';
import { CHARGE_POINT, connectorActor, contactorActor, RFID_SESSION } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

/** Binds the board: what devices report becomes events, what the machines command goes to the devices. */
export class BoardEdge {
  readonly #board: Board;
  readonly #edge: Edge;
  readonly #clock: StationClock;
  #connectors: readonly number[] = [];

  constructor(board: Board, edge: Edge, clock: StationClock) {
    this.#board = board;
    this.#edge = edge;
    this.#clock = clock;
  }

  /** Subscribes the actors that live now; older ones hear no more. */
  attach(connectors: readonly number[]): void {
    this.#connectors = connectors;
    const { controlPilot, contactor, energyMeter, rfidReader, emergencyStop, faultMonitor } = this.#board;
    const edge = this.#edge;
    const heat = (id: number, celsius: number) =>
      edge.deliver(connectorActor(id), { type: 'TEMPERATURE', celsius });
    this.#board.temperatureSensor.onTemperature(heat);
    contactor.onFeedback((id, closed) => edge.deliver(contactorActor(id), { type: 'FEEDBACK', closed }));
    energyMeter.onCurrent((id, report) => edge.deliver(contactorActor(id), { type: 'CURRENT', ...report }));
    controlPilot.onPilot((id, pilot) => edge.deliver(contactorActor(id), { type: 'PILOT', pilot }));
    faultMonitor.onFault((connectorId, fault, cleared) => {
      if (connectorId === 0 || connectors.includes(connectorId))
        edge.deliver(CHARGE_POINT, { type: 'BOARD_FAULT', connectorId, fault, cleared });
    });
    emergencyStop.onChange((pressed) => edge.deliver(CHARGE_POINT, { type: 'EMERGENCY_STOP', pressed }));
    rfidReader.onCard((idTag) => edge.deliver(RFID_SESSION, { type: 'CARD', idTag, at: this.#clock.now() }));
    rfidReader.onFailure((failed) => {
      const report = { type: 'BOARD_FAULT', connectorId: 0, fault: READER_FAILURE, cleared: !failed };
      edge.deliver(CHARGE_POINT, report);
    });
  }

  readMeter(actor: ActorId, { connectorId, purpose, boundary_ms }: MeterRequest): void {
    const boundary = boundary_ms === undefined ? {} : { boundary_ms };
    this.#board.energyMeter.read(connectorId).then(
      (energy_Wh) => {
        const at = this.#clock.now();
        this.#edge.deliver(actor, { type: 'METER_READ', connectorId, purpose, energy_Wh, at, ...boundary });
      },
      () => this.#edge.deliver(actor, { type: 'METER_FAILED', connectorId, purpose }),
    );
  }

  coil({ connectorId, closed }: { connectorId: number; closed: boolean }): void {
    this.#board.contactor.command(connectorId, closed);
  }

  pilot({ connectorId, limit_A }: { connectorId: number; limit_A: number | null }): void {
    this.#board.energyMeter.watch(connectorId, limit_A);
    this.#board.controlPilot.offer(connectorId, limit_A);
  }

  /** The safe state of one connector, past all actors. */
  makeSafe({ connectorId }: { connectorId: number }): void {
    this.coil({ connectorId, closed: false });
    this.pilot({ connectorId, limit_A: null });
  }

  /**
   * Binds the port of that name. The contactor actor that is born in this cascade has to hear how things are.
   */
  forceOpen(request: { connectorId: number }): void {
    this.makeSafe(request);
    this.#edge.run(() => this.attach(this.#connectors));
  }
}
