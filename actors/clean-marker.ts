import type { StationDrivers } from './station-drivers.ts';

/** From here on an end is a power loss. A disk that is full must not keep the station from starting. */
export function takeMarkerAway({ storage, clock, complain }: StationDrivers): void {
  try {
    storage.commit([{ type: 'clean-stop-set', clean: false }], [], clock.now());
  } catch (error) {
    complain('storage', String(error));
  }
}
