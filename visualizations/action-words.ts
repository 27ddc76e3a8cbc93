/** What XState's own actions and guards carry, as far as words are made of it. */
type Described = {
  readonly type?: string;
  readonly name?: string;
  readonly event?: unknown;
  readonly params?: unknown;
  readonly src?: unknown;
  readonly id?: unknown;
  readonly sendId?: unknown;
  readonly actorRef?: unknown;
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
};

const described = (value: unknown): Described =>
  (typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : {}) as Described;

/** The name of a reference: `'name'` or `{ type: 'name', params }`. */
function nameOf(reference: unknown): string | null {
  if (typeof reference === 'string') return reference;
  return typeof reference === 'object' && reference !== null ? (described(reference).type ?? null) : null;
}

/**
 * What fixed params say, as far as it is short: `tell CABLE_PLUGGED`, `isPilot(A)`, `coil(not closed)`;
 * params that are computed say nothing.
 */
function withParams(name: string, reference: unknown): string {
  const { params } = described(reference);
  if (typeof params !== 'object' || params === null) return name;
  const { type } = described(described(params).event);
  if (type !== undefined) return `${name} ${type}`;
  const values = Object.entries(params).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return [value ? key : `not ${key}`];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  return values.length > 0 ? `${name}(${values.join(', ')})` : name;
}

const eventName = (event: unknown): string =>
  typeof event === 'function' ? 'event' : (described(event).type ?? 'event');
const afterEvent = (text: unknown): boolean => typeof text === 'string' && text.startsWith('xstate.after.');

/** An action in words, or nothing where XState added it for an `after`. */
export function actionWords(action: unknown): string[] {
  const name = nameOf(action);
  if (name !== null) return [withParams(name, action)];
  const { type, event, src, sendId, actorRef, name: functionName } = described(action);
  switch (type) {
    case 'xstate.raise':
      return afterEvent(described(event).type) ? [] : [`raise ${eventName(event)}`];
    case 'xstate.cancel':
      return afterEvent(sendId) ? [] : [`cancel ${typeof sendId === 'string' ? sendId : 'timer'}`];
    case 'xstate.sendTo':
      return [`send ${eventName(event)}`];
    case 'xstate.spawnChild':
      return [`spawn ${typeof src === 'string' ? src : 'child'}`];
    case 'xstate.stopChild':
      return [`stop ${typeof actorRef === 'string' ? actorRef : 'child'}`];
    default:
      return [type?.replace('xstate.', '') ?? functionName ?? 'action'];
  }
}

/** A guard in words: `permitted and not present and in power.idle`; empty without a guard. */
export function guardWords(guard: unknown): string {
  if (guard === undefined) return '';
  const name = nameOf(guard);
  if (name !== null) return withParams(name, guard);
  const { guards, stateValue, name: combinator } = described(guard);
  if (stateValue !== undefined) return `in ${stateValueWords(stateValue)}`;
  if (!guards) return combinator || 'guard';
  if (combinator === 'not') return `not ${parenthesized(guards[0], 'not')}`;
  return guards.map((part) => parenthesized(part, combinator ?? '')).join(` ${combinator} `);
}

/** `not` binds closest, `and` closer than `or`: parentheses stand where they are needed. */
function parenthesized(guard: unknown, within: string): string {
  const inner = described(guard).guards ? described(guard).name : undefined;
  const needed = (inner === 'or' && within !== 'or') || (inner === 'and' && within === 'not');
  return needed ? `(${guardWords(guard)})` : guardWords(guard);
}

function stateValueWords(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([key, inner]) => (isEmpty(inner) ? key : `${key}.${stateValueWords(inner)}`))
    .join(' and ');
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Names of the actor logics that an action starts, through named actions too. */
export function spawnedBy(action: unknown, implementations: Readonly<Record<string, unknown>>): string[] {
  const name = nameOf(action);
  const body = name !== null && Object.hasOwn(implementations, name) ? implementations[name] : action;
  const { type, src } = described(body);
  return type === 'xstate.spawnChild' && typeof src === 'string' ? [src] : [];
}
