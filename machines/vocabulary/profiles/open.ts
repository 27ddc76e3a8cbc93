import type { KeyDefinition, KeyValue, StationProfile } from '../station-profile.ts';
import { mx007sc } from './mx007sc.ts';
import { derivedValues } from './profile-with.ts';

/** About 24 days: still a delay of 31 bits in milliseconds. */
const ANY_INTERVAL_S = 2_147_483;

const limits: StationProfile['limits'] = {
  ...mx007sc.limits,
  getConfigurationMaxKeys: 1000,
  localAuthListMaxLength: 100_000,
  sendLocalListMaxLength: 10_000,
  chargeProfileMaxStackLevel: 100,
  chargingScheduleMaxPeriods: 1000,
  maxChargingProfilesInstalled: 1000,
  stopTransactionMaxMeterValues: 1000,
};

/** Ranges of the keys that the certificate bounds and the software does not. */
const ranges: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  ClockAlignedDataInterval: { min: 0, max: 86_400 },
  ConnectionTimeOut: { min: 1, max: ANY_INTERVAL_S },
  HeartbeatInterval: { min: 1, max: ANY_INTERVAL_S },
  MessageTimeout: { min: 1, max: ANY_INTERVAL_S },
  MeterValueSampleInterval: { min: 0, max: ANY_INTERVAL_S },
  ResetRetries: { min: 0, max: 1000 },
  TransactionMessageAttempts: { min: 1, max: 1000 },
  TransactionMessageRetryInterval: { min: 0, max: ANY_INTERVAL_S },
  WebSocketPingInterval: { min: 0, max: ANY_INTERVAL_S },
};

const derived = derivedValues({ ...mx007sc, limits });

function widened(key: KeyDefinition): KeyDefinition {
  const range = ranges[key.name];
  if (range) return { ...key, value: { kind: 'integer', ...range } };
  const initial = derived[key.name];
  if (initial === undefined || initial === key.initial) return key;
  const value: KeyValue = { kind: 'integer', min: Number(initial), max: Number(initial) };
  return { ...key, initial, value };
}

/**
 * No certificate: every feature the software has, limits only where the software has them. For trying out
 * servers.
 */
export const open: StationProfile = {
  ...mx007sc,
  name: 'open',
  connectors: { count: 2, configurable: true },
  limits,
  keys: mx007sc.keys.map(widened),
};
