import { createMachine } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';

/** The event that an exploding machine does not survive. */
export const PLANTED = { type: 'PLANTED' } as const;

/** The machines of the station, with one of them made to throw on the planted event, in every state. */
export function exploding(name: keyof Registry): Registry {
  const { config, implementations } = registry[name];
  const explode = (): never => {
    throw new Error(`planted in ${name}`);
  };
  const on = { ...(config as { on?: object }).on, [PLANTED.type]: { actions: explode } };
  const machine = createMachine({ ...config, on } as never, implementations as never);
  return { ...registry, [name]: machine };
}
