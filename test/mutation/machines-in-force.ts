import type { AnyStateMachine } from 'xstate';
import { type Registry, registry } from '../../machines/registry.ts';
import { trappedRegistry } from '../conformance/trapped-registry.ts';
import { trapControl } from '../machine-lint/control-trap.ts';

const ORIGINAL: Registry = { ...registry };

/** From here on, every station of this process is built with these machines; the others are as written. */
export function putInForce(changed: Partial<Record<keyof Registry, AnyStateMachine>>): void {
  const machines = { ...ORIGINAL, ...changed } as Registry;
  const trapped = Object.entries(machines).map(([name, machine]) => [name, trapControl(machine)]);
  Object.assign(registry, machines);
  Object.assign(trappedRegistry, Object.fromEntries(trapped));
}
export const originalMachines = (): Registry => ORIGINAL;
