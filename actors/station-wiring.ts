import type { Registry } from '../machines/registry.ts';
import type { Onlooker } from './onlooker.ts';
import type { StationDrivers } from './station-drivers.ts';
import type { StationWatch } from './watched-ports.ts';

/** What a station is put together from. */
export type StationWiring = Onlooker & {
  readonly drivers: StationDrivers;
  readonly registry?: Registry;
  /** Looks on, for people. */
  readonly watch?: StationWatch;
  /** The station stopped in order (SHUT_DOWN). */
  readonly stopped?: () => void;
  /** The station restarts in place: `why` for the log. */
  readonly restarting?: (why: string, error?: unknown) => void;
};
