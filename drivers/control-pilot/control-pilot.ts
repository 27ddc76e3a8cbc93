import type { PilotState } from '../../machines/vocabulary/pilot.ts';

/** The control pilots of all connectors (SAE J1772). Command and confirmation are two things. */
export interface ControlPilot {
  /** Offers `limit_A` (6..80) by pulse width, or with null sets a steady +12 V: nothing is offered. */
  offer(connectorId: number, limit_A: number | null): void;
  /** Called with the state at once, and then for each debounced change of it. */
  onPilot(listener: (connectorId: number, pilot: PilotState) => void): void;
}
