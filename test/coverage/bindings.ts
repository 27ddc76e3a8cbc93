/** Values of the variables of a flow, by name with its `$`. */
export type Bindings = Readonly<Record<string, unknown>>;

/** The station has two connectors; N is one of them, and O the other. */
const CONNECTORS: readonly string[] = ['$N', '$O'];
const CONNECTOR_IDS: ReadonlySet<unknown> = new Set([1, 2]);

/** Two variables of one kind are never the same: N is not the other connector, B is not A. */
const KINDS: readonly (readonly string[])[] = [
  CONNECTORS,
  ['$A', '$B', '$X'],
  ['$T', '$T2', '$U'],
  ['$R', '$S'],
];

/** Bytes may be written in either case. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' && /^[0-9a-f]{16,}$/i.test(value) ? value.toUpperCase() : value;
export const same = (a: unknown, b: unknown): boolean => plain(a) === plain(b);

/** The variable is this value from now on; null if it cannot be. */
export function bind(bindings: Bindings, name: string, value: unknown): Bindings | null {
  if (value === undefined) return null;
  if (name in bindings) return same(bindings[name], value) ? bindings : null;
  if (CONNECTORS.includes(name) && !CONNECTOR_IDS.has(value)) return null;
  const kind = KINDS.find((names) => names.includes(name)) ?? [];
  const taken = kind.some((other) => other in bindings && same(bindings[other], value));
  return taken ? null : { ...bindings, [name]: value };
}
