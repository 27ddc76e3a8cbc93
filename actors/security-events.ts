import { CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { SecurityEventType } from '../machines/vocabulary/security-events.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import type { Edge } from './edge.ts';
import { watchedStorage } from './memory-exhaustion.ts';
import type { StationDrivers } from './station-drivers.ts';

/** A smaller step is the correction of a clock that drifts, and no event. */
const STEP_MS = 10_000;
/** Why a process that has just begun finds its transactions interrupted; else the station restarts in it. */
const AT_START: readonly StopReason[] = ['Reboot', 'PowerLoss'];

/**
 * Raises a security event (whitepaper section 8) that no machine can know of.
 * @param techInfo in words; no secret.
 */
export function raiseSecurityEvent(edge: Edge, type: SecurityEventType, techInfo: string): void {
  edge.deliver(CHARGE_POINT, { type: 'SECURITY_EVENT', security: { type, techInfo } });
}

/** The actors were built. @param interruption why there was a time without them. */
export function raiseBootEvent(edge: Edge, interruption: StopReason): void {
  if (!AT_START.includes(interruption))
    return raiseSecurityEvent(edge, 'ResetOrReboot', `after ${interruption}`);
  // Of a station that starts for the first time nobody can say that the power was lost.
  const before = interruption === 'Reboot' ? 'after an orderly stop' : 'without an orderly stop before';
  raiseSecurityEvent(edge, 'StartupOfTheDevice', before);
}

/** The same drivers: SettingSystemTime is raised when the clock is set, MemoryExhaustion of a full disk. */
export function watchedDrivers(drivers: StationDrivers, edge: Edge): StationDrivers {
  drivers.clock.onWallStep((by_ms) => {
    if (Math.abs(by_ms) < STEP_MS) return;
    raiseSecurityEvent(edge, 'SettingSystemTime', `by ${Math.round(by_ms / 1000)} s`);
  });
  return { ...drivers, storage: watchedStorage(drivers.storage, edge) };
}
