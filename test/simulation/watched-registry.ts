import { type AnyStateMachine, enqueueActions } from 'xstate';
import type { Registry } from '../../machines/registry.ts';
import { implementationsOf } from '../machine-lint/machine-parts.ts';

type Collect = (args: unknown, params: unknown) => void;

/** The same machines; the charge point says which actor died before it replaces it. */
export function watchedRegistry(
  registry: Registry,
  died: (actorId: string, error: unknown) => void,
): Registry {
  const respawn = implementationsOf(registry.chargePoint).actions.respawn as unknown as { collect: Collect };
  const watched = enqueueActions((args, params) => {
    const { actorId = '', error } = args.event as { actorId?: string; error?: unknown };
    died(actorId, error);
    respawn.collect(args, params);
  });
  const actions = { respawn: watched } as unknown as Parameters<AnyStateMachine['provide']>[0]['actions'];
  return { ...registry, chargePoint: registry.chargePoint.provide({ actions } as never) };
}
