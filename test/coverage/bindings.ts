/** Values of the variables of a flow, by name with its `$`. */
export type Bindings = Readonly<Record<string, unknown>>;

/** Two variables of one kind are never the same: N is not the other connector, B is not A. */
const KINDS: readonly (readonly string[])[] = [
  ['$N', '$O'],
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
  const kind = KINDS.find((names) => names.includes(name)) ?? [];
  const taken = kind.some((other) => other in bindings && same(bindings[other], value));
  return taken ? null : { ...bindings, [name]: value };
}
