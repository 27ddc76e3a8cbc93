import * as v from 'valibot';

const isJsonObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A JSON object with these properties and no others, as every object of the official schemas is. The first
 * step is there because `strictObject` alone takes an array for an object without properties.
 */
export const closedObject = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.custom<object>(isJsonObject, 'must be an object'), v.strictObject(entries));
