import type { StationRecords } from '../vocabulary/records.ts';

type Configured = Pick<StationRecords, 'configuration'>;

const configured = ({ configuration }: Configured, key: string): string => {
  const value = configuration[key];
  if (value === undefined) throw new Error(`the station profile has no configuration key ${key}`);
  return value;
};

/** @throws Error naming the key when the station profile does not have it. */
export const integerOf = (records: Configured, key: string): number => Number(configured(records, key));
export const booleanOf = (records: Configured, key: string): boolean => configured(records, key) === 'true';
export const listOf = (records: Configured, key: string): readonly string[] =>
  configured(records, key)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The interval of an accepted BootNotification within the range of HeartbeatInterval; null keeps what is set. */
export function clampedHeartbeatInterval(records: StationRecords, interval_s: number): string | null {
  const key = records.profile.keys.find(({ name }) => name === 'HeartbeatInterval');
  if (interval_s <= 0 || key?.value.kind !== 'integer') return null;
  return String(Math.min(Math.max(interval_s, key.value.min), key.value.max));
}
