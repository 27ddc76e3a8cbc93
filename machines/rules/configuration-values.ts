import { listItems } from '../vocabulary/key-value.ts';
import type { StationRecords } from '../vocabulary/records.ts';

type Configured = Pick<StationRecords, 'configuration'>;

/** A configuration key was read that the station profile does not have. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** @throws ConfigurationError naming the key when the station profile does not have it. */
export function textOf({ configuration }: Configured, key: string): string {
  const value = configuration[key];
  if (value === undefined)
    throw new ConfigurationError(`The station profile has no configuration key ${key}; it cannot be read.`);
  return value;
}

/**
 * @throws ConfigurationError naming the key when the station profile does not have it, or it holds no number.
 */
export function integerOf(records: Configured, key: string): number {
  const text = textOf(records, key);
  if (!/^-?\d+$/.test(text))
    throw new ConfigurationError(`The configuration key ${key} holds no whole number.`);
  return Number(text);
}

/**
 * @throws ConfigurationError naming the key when the station profile does not have it, or it is no boolean.
 */
export function booleanOf(records: Configured, key: string): boolean {
  const text = textOf(records, key);
  if (text !== 'true' && text !== 'false')
    throw new ConfigurationError(`The configuration key ${key} holds neither true nor false.`);
  return text === 'true';
}

/** The limit that a key names; none where the station profile does not have it. */
export const limitOf = (records: Configured, key: string): number =>
  hasKey(records, key) ? integerOf(records, key) : Number.POSITIVE_INFINITY;

/** @throws ConfigurationError naming the key when the station profile does not have it. */
export const listOf = (records: Configured, key: string): readonly string[] =>
  listItems(textOf(records, key));

/** Whether the station has a key: what is absent is not supported (`MinimumStatusDuration`). */
export const hasKey = ({ configuration }: Configured, key: string): boolean =>
  configuration[key] !== undefined;
