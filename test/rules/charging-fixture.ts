import type { ChargingSituation } from '../../machines/rules/charging-limit.ts';
import type {
  ChargingProfile,
  ChargingSchedule,
  ChargingSchedulePeriod,
  InstalledProfile,
} from '../../machines/vocabulary/records.ts';
import { iso, NOON } from './station-fixture.ts';

/** `[startPeriod, limit]` pairs as periods. */
export const periods = (...pairs: readonly (readonly [number, number])[]): ChargingSchedulePeriod[] =>
  pairs.map(([startPeriod, limit]) => ({ startPeriod, limit }));

/** An Absolute TxDefaultProfile without startSchedule, changed by `changes`. */
export const chargingProfile = (
  schedule: Partial<ChargingSchedule>,
  changes: Partial<ChargingProfile> = {},
): ChargingProfile => ({
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Absolute',
  chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: periods([0, 16]), ...schedule },
  ...changes,
});

/** That profile, installed at noon on connector 1 (a TxProfile for transaction 7). */
export const installed = (
  profile: ChargingProfile,
  changes: Partial<InstalledProfile> = {},
): InstalledProfile => ({
  connectorId: profile.chargingProfilePurpose === 'ChargePointMaxProfile' ? 0 : 1,
  transaction: profile.chargingProfilePurpose === 'TxProfile' ? 7 : null,
  installedAt: iso(NOON),
  profile,
  ...changes,
});

/** Two connectors; connector 1 charges in transaction 7 since noon unless `startedAt_ms` says otherwise. */
export const situation = (
  profiles: readonly InstalledProfile[],
  startedAt_ms: number | null = NOON,
): ChargingSituation => ({
  profiles,
  rating_A: 32,
  supply_A: 64,
  supplyVoltage_V: 230,
  connectors: [
    { connectorId: 1, transaction: startedAt_ms === null ? null : { id: 7, startedAt_ms } },
    { connectorId: 2, transaction: null },
  ],
});
