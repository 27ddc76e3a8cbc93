import { type AnyStateMachine, createMachine } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import type { Registry } from '../../../machines/registry.ts';
import { emptyRecords } from '../../../machines/rules/apply-change.ts';
import { stationPublications } from '../../../machines/rules/publications.ts';
import { hosted } from '../../../machines/vocabulary/hosting.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { trapControl } from '../../machine-lint/control-trap.ts';

/** Hears everything and does nothing: in place of an actor that a composition leaves out. */
export const silent = createMachine({ id: 'silent' });

/** Which of the reducers are the real ones; else limits stay at the rating, and no status is told. */
export type RealReducers = { readonly reports: boolean; readonly limits: boolean };

/**
 * The charge point with everything it owns, as the glue provides it, but the connection (what it says of the
 * link comes from the surroundings), and maybe the current limits and the status reporter. A guard or a delay
 * that reads `context.data` throws.
 */
export function stationMachine(
  registry: Registry,
  ports: Ports,
  { reports, limits }: RealReducers,
): AnyStateMachine {
  const trapped = Object.fromEntries(
    Object.entries(registry).map(([name, machine]) => [name, trapControl(machine as AnyStateMachine)]),
  ) as unknown as Registry;
  const left = {
    ocppConnection: silent,
    ...(limits ? {} : { currentLimits: silent }),
    ...(reports ? {} : { statusReporter: silent }),
  };
  const bare = (provide(trapped, ports) as AnyStateMachine).provide({ actors: left });
  return hosted(bare, stationPublications);
}

/** The records of a new station of the certified type, with some keys changed. */
export function newStation(configuration: Readonly<Record<string, string>>): StationRecords {
  const records = emptyRecords(mx007sc);
  for (const key of Object.keys(configuration))
    if (!(key in records.configuration)) throw new Error(`there is no key ${key}`);
  return { ...records, configuration: { ...records.configuration, ...configuration } };
}
