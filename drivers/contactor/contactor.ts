/**
 * The contactors of all connectors. `command` drives the coil; only `onFeedback` (mirror contact) says what
 * it did.
 */
export interface Contactor {
  command(connectorId: number, closed: boolean): void;
  /** Called with the state at once, and then for each change of the mirror contact. */
  onFeedback(listener: (connectorId: number, closed: boolean) => void): void;
}
