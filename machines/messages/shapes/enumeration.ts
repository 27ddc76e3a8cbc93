import * as v from 'valibot';

/** A string that is one of `values`, in the casing of the norm. */
export const enumeration = <const Values extends readonly string[]>(values: Values) =>
  v.picklist(values, `must be one of ${values.join(', ')}`);
