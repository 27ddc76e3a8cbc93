import fc, { type Arbitrary } from 'fast-check';
import type { SchemaNode } from './official-schemas.ts';

/** JSON values that a schema accepts: optional properties in and out, lengths up to the very limit. */
export const instances = (schema: SchemaNode): Arbitrary<unknown> => values(schema, false);

/**
 * Like `instances`, with every optional property there and no array empty: each place of the schema exists.
 */
export const completeInstances = (schema: SchemaNode): Arbitrary<unknown> => values(schema, true);

function values(node: SchemaNode, complete: boolean): Arbitrary<unknown> {
  switch (node.type) {
    case 'object':
      return objects(node, complete);
    case 'array':
      return fc.array(values(node.items!, complete), {
        minLength: complete ? 1 : (node.minItems ?? 0),
        maxLength: 2,
      });
    case 'string':
      return strings(node);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31)), fc.integer());
    case 'number':
      return fc.integer({ min: -1000, max: 10_000 }).map((tenths) => Number((tenths / 10).toFixed(1)));
    default:
      throw new Error(`schema of unknown type ${node.type}`);
  }
}

function objects(node: SchemaNode, complete: boolean): Arbitrary<unknown> {
  const properties = Object.entries(node.properties ?? {});
  const arbitraries = Object.fromEntries(properties.map(([name, child]) => [name, values(child, complete)]));
  return fc.record(arbitraries, {
    requiredKeys: complete ? Object.keys(arbitraries) : [...(node.required ?? [])],
    noNullPrototype: true,
  });
}

function strings(node: SchemaNode): Arbitrary<string> {
  if (node.enum) return fc.constantFrom(...node.enum);
  if (node.format === 'date-time') return dateTimes;
  if (node.format === 'uri') return uris;
  const { maxLength = 600 } = node;
  const limits = ['', 'x'.repeat(maxLength), 'é'.repeat(maxLength), '🔌'.repeat(maxLength)];
  return fc.oneof(
    fc.constantFrom(...limits),
    fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 20) }),
  );
}

const digits = (value: number): string => String(value).padStart(2, '0');

/** Times that RFC 3339 and errata 3.10 both accept. */
const dateTimes = fc
  .tuple(
    fc.integer({ min: 1970, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('', '.0', '.123', '.123456789'),
    fc.constantFrom('Z', 'z', '+00:00', '+05:30', '-08:00'),
  )
  .map(
    ([year, month, day, hour, minute, fraction, zone]) =>
      `${year}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:59${fraction}${zone}`,
  );

const uris = fc.oneof(
  fc.constantFrom(
    'ftp://user:password@192.0.2.7:2121/upload/',
    'file:///var/log',
    'urn:a',
    'https://[::1]/x',
  ),
  fc.webUrl({
    validSchemes: ['ftp', 'ftps', 'http', 'https'],
    withQueryParameters: true,
    withFragments: true,
  }),
);
