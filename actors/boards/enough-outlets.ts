import { StartError } from '../../drivers/command-line/start-error.ts';
import type { BoardDescription } from '../../drivers/reference-board/board-description.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';

/** @returns the connectors of the profile. @throws StartError if the board has fewer outlets. */
export function enoughOutlets({ outlets, name }: BoardDescription, { connectors }: StationProfile): number {
  if (connectors.count <= outlets.length) return connectors.count;
  const found = `The board ${name} has ${outlets.length} outlets`;
  throw new StartError(`${found}, too few for the ${connectors.count} connectors of the profile.`);
}
