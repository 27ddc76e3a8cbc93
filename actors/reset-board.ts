import { integerOf } from '../machines/rules/configuration-values.ts';
import { RESET_FAILED } from '../machines/rules/faults.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import type { StationDrivers } from './station-drivers.ts';

/**
 * Resets the board, and again as often as ResetRetries says (OCPP 1.6 ed.2 9.1.17).
 * @returns what to tell the charge point when it never came back.
 */
export function resetBoard({ board, storage }: StationDrivers, reason: StopReason) {
  const kind = reason === 'HardReset' ? 'Hard' : 'Soft';
  for (let tries = integerOf(storage.records, 'ResetRetries') + 1; tries > 0; tries--)
    if (board.reset(kind)) return null;
  return { type: 'BOARD_FAULT', connectorId: 0, fault: RESET_FAILED, cleared: false } as const;
}
