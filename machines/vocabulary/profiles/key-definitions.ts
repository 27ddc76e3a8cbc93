import type { KeyDefinition } from '../station-profile.ts';

type Access = KeyDefinition['access'];

/** Short forms for the table of keys of a profile. */
export const boolean = (name: string, access: Access, initial: boolean): KeyDefinition => ({
  name,
  access,
  initial: String(initial),
  value: { kind: 'boolean' },
});

/** @param also values accepted besides `min` to `max`. */
export const integer = (
  name: string,
  initial: number,
  [min, max]: readonly [number, number],
  also: readonly number[] = [],
): KeyDefinition => ({
  name,
  access: 'RW',
  initial: String(initial),
  value: { kind: 'integer', min, max, ...(also.length > 0 && { also }) },
});

/** A number that only the profile sets. */
export const constant = (name: string, value: number): KeyDefinition => ({
  name,
  access: 'R',
  initial: String(value),
  value: { kind: 'integer', min: value, max: value },
});

/** A list that only the profile sets. */
export const constantList = (name: string, items: readonly string[]): KeyDefinition => ({
  name,
  access: 'R',
  initial: items.join(','),
  value: { kind: 'list', items, maxItems: items.length },
});

/** A list of measurands and the key that tells its greatest length. */
export const measurands = (
  name: string,
  items: readonly string[],
  initial: readonly string[],
  maxItems: number,
): readonly KeyDefinition[] => [
  { name, access: 'RW', initial: initial.join(','), value: { kind: 'list', items, maxItems } },
  constant(`${name}MaxLength`, maxItems),
];
