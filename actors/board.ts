import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { MeterRequest } from '../machines/vocabulary/effects.ts';
import {
  type ActorId,
  CHARGE_POINT,
  connectorActor,
  contactorActor,
  RFID_SESSION,
} from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

type Offer = { readonly connectorId: number; readonly limit_A: number | null };

/** Binds the board: what devices report becomes events, what the machines command goes to the devices. */
export class BoardEdge {
  readonly #board: Board;
  readonly #edge: Edge;
  readonly #clock: StationClock;

  constructor(board: Board, edge: Edge, clock: StationClock) {
    this.#board = board;
    this.#edge = edge;
    this.#clock = clock;
  }

  /** Subscribes the actors that live now; older ones hear no more. */
  attach(connectors: readonly number[]): void {
    const { controlPilot, contactor, energyMeter, rfidReader, emergencyStop, faultMonitor } = this.#board;
    const edge = this.#edge;
    this.#board.temperatureSensor.onTemperature((id, celsius) =>
      edge.deliver(connectorActor(id), { type: 'TEMPERATURE', celsius }),
    );
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
      const fault = {
        errorCode: 'ReaderFailure',
        source: 'rfid-reader',
        info: 'Card reader does not answer',
      };
      edge.deliver(CHARGE_POINT, { type: 'BOARD_FAULT', connectorId: 0, fault, cleared: !failed });
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

  pilot({ connectorId, limit_A }: Offer): void {
    this.#board.energyMeter.watch(connectorId, limit_A);
    this.#board.controlPilot.offer(connectorId, limit_A);
  }

  /** The safe state of one connector, past all actors. */
  makeSafe({ connectorId }: { connectorId: number }): void {
    this.coil({ connectorId, closed: false });
    this.pilot({ connectorId, limit_A: null });
  }
}
