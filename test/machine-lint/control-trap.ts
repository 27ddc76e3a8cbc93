import { type AnyStateMachine, StateMachine } from 'xstate';
import { described, implementationsOf } from './machine-parts.ts';

/** A guard or a delay read what must not decide. */
export class ControlTrapError extends Error {
  override name = 'ControlTrapError';
}

type Args = { readonly context: object };
type Implementation = (args: Args, params: unknown) => unknown;
type Children = Readonly<Record<string, unknown>>;

/**
 * The same machine, but a named guard or delay that reads `context.data` throws a ControlTrapError: only
 * `context.control` may decide, because the model checker tells states apart by it alone. Child machines are
 * trapped too. Inline guards and delays cannot be wrapped; the machine lint forbids them.
 */
export function trapControl<M extends AnyStateMachine>(machine: M): M {
  const { guards, delays, actors } = implementationsOf(machine);
  return machine.provide({
    guards: mapValues(guards, (guard, name) => trapGuard(guard, machine.id, name)),
    delays: mapValues(delays, (delay, name) => trap(delay, `${machine.id}: delay ${name}`)),
    actors: mapValues(actors, (logic) => (logic instanceof StateMachine ? trapControl(logic) : logic)),
  } as Parameters<AnyStateMachine['provide']>[0]) as M;
}

const mapValues = (values: Children, change: (value: unknown, name: string) => unknown): Children =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));

/**
 * `and`, `or` and `not` hold other guards: inline ones among them are wrapped, named ones are by their own
 * name.
 */
function trapGuard(guard: unknown, machine: string, name: string): unknown {
  const { guards, check } = described(guard);
  if (guards) {
    const composite = (): never => {
      throw new Error(`guard ${name} of ${machine} is composed: XState calls its check`);
    };
    return Object.assign(composite, { check, guards: guards.map((part) => trapGuard(part, machine, name)) });
  }
  return check === undefined ? trap(guard, `${machine}: guard ${name}`) : guard;
}

function trap(implementation: unknown, what: string): unknown {
  if (typeof implementation !== 'function') return implementation;
  const original = implementation as Implementation;
  return (args: Args, params: unknown) =>
    original({ ...args, context: withoutData(args.context, what) }, params);
}

function withoutData(context: object, what: string): object {
  return new Proxy(context, {
    get(target, key, receiver) {
      if (key === 'data') {
        throw new ControlTrapError(`${what} reads context.data; move what decides to context.control`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}
