import type { Fault } from '../../machines/vocabulary/status.ts';

/**
 * Faults and warnings that the board itself detects (ground fault, temperature, …); connectorId 0 is the
 * station.
 */
export interface FaultMonitor {
  /** Called for every fault in force at once, and then for each one raised or cleared. */
  onFault(listener: (connectorId: number, fault: Fault, cleared: boolean) => void): void;
  /** Resets the latch of the ground-fault protection; it trips again at once while current leaks. */
  resetLatch(connectorId: number): void;
}
