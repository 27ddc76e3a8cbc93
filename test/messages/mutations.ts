import type { OcppErrorCode } from '../../machines/vocabulary/ocpp-error.ts';
import type { SchemaNode } from './official-schemas.ts';

type Path = readonly (string | number)[];

/** One way to break a complete instance of a schema, and the code that the breakage deserves. */
export type Mutation = {
  readonly name: string;
  readonly path: Path;
  readonly code: OcppErrorCode;
  /** What stands at `path` afterwards; absent: nothing does. */
  readonly replacement?: { readonly value: unknown };
};

/** Every mutation of every place of a schema. */
export function mutationsOf(node: SchemaNode, path: Path = []): readonly Mutation[] {
  return [...wrongTypes(node, path), ...violations(node, path), ...inside(node, path)];
}

function inside(node: SchemaNode, path: Path): readonly Mutation[] {
  if (node.items) return mutationsOf(node.items, [...path, 0]);
  const properties = Object.entries(node.properties ?? {});
  return properties.flatMap(([name, property]) => mutationsOf(property, [...path, name]));
}

const VALUES_BY_TYPE: readonly (readonly [readonly string[], unknown])[] = [
  [['string'], 'text'],
  [['string'], ''],
  [['boolean'], true],
  [['integer', 'number'], 17],
  [['number'], 1.5],
  [['object'], {}],
  [['array'], []],
  [[], null],
];

function wrongTypes(node: SchemaNode, path: Path): readonly Mutation[] {
  const code = path.length === 0 ? 'FormationViolation' : 'TypeConstraintViolation';
  return VALUES_BY_TYPE.filter(([types]) => !types.includes(node.type!)).map(([, value]) => ({
    name: `${JSON.stringify(value)} for ${node.type}`,
    path,
    code,
    replacement: { value },
  }));
}

function violations(node: SchemaNode, path: Path): readonly Mutation[] {
  switch (node.type) {
    case 'object':
      return [...extraProperties(path), ...missingProperties(node, path)];
    case 'array':
      return node.minItems ? [replaced('too few items', path, 'OccurenceConstraintViolation', [])] : [];
    case 'number':
      return [0.05, 16.12345, 1e-5].map((value) => invalid(`no multiple of ${node.multipleOf}`, path, value));
    case 'string':
      return invalidStrings(node).map(([name, value]) => invalid(name, path, value));
    default:
      return [];
  }
}

/** Names that every JavaScript object inherits are unknown properties like any other. */
const EXTRA_NAMES = ['extra', 'Status', 'constructor', 'toString', '__proto__', ''];
const extraProperties = (path: Path): readonly Mutation[] =>
  EXTRA_NAMES.map((name) => replaced(`extra property`, [...path, name], 'FormationViolation', 'x'));

const missingProperties = (node: SchemaNode, path: Path): readonly Mutation[] =>
  (node.required ?? []).map((name) => ({
    name: 'missing',
    path: [...path, name],
    code: 'OccurenceConstraintViolation',
  }));

function invalidStrings(node: SchemaNode): readonly (readonly [string, string])[] {
  if (node.enum) {
    const texts = ['Nonsense', '', node.enum[0]!.toLowerCase(), `${node.enum[0]} `];
    return texts.filter((text) => !node.enum!.includes(text)).map((text) => ['not in the enumeration', text]);
  }
  if (node.format === 'date-time') {
    const texts = [
      'yesterday',
      '',
      '2026-11-22',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '1763830850',
    ];
    return texts.map((text) => ['no date and time', text]);
  }
  if (node.format === 'uri') {
    return ['', 'file.bin', '/var/log', 'ftp:', 'http://a b', 'http://a/%zz'].map((text) => ['no URI', text]);
  }
  if (node.maxLength === undefined) return [];
  const tooLong = ['x', 'é', '🔌'].map((character) => character.repeat(node.maxLength! + 1));
  return tooLong.map((text) => ['too long', text]);
}

const invalid = (name: string, path: Path, value: unknown): Mutation =>
  replaced(name, path, 'PropertyConstraintViolation', value);

const replaced = (name: string, path: Path, code: OcppErrorCode, value: unknown): Mutation => ({
  name,
  path,
  code,
  replacement: { value },
});

/** A copy of `instance` with the value at `path` replaced, or removed if there is no replacement. */
export function mutated(instance: unknown, path: Path, replacement?: { readonly value: unknown }): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement?.value;
  if (Array.isArray(instance)) {
    return instance.map((item, index) => (index === step ? mutated(item, rest, replacement) : item));
  }
  const properties = Object.entries(instance as object).filter(([name]) => name !== step);
  const old = (instance as Record<string, unknown>)[step];
  const value = rest.length > 0 ? mutated(old, rest, replacement) : replacement?.value;
  const isRemoved = rest.length === 0 && !replacement;
  // fromEntries defines own properties, also one named __proto__.
  return Object.fromEntries(isRemoved ? properties : [...properties, [step, value]]);
}

/** Paths to every value within a JSON value, itself first. */
export function pathsIn(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const steps: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(value);
  return [[], ...steps.flatMap(([step, child]) => pathsIn(child).map((path) => [step, ...path]))];
}
