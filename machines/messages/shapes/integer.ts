import * as v from 'valibot';

/** A whole number. `1.0` is one, as in JSON Schema; the bounds of each property are rules, not shape. */
export const integer = v.pipe(v.number(), v.integer());
