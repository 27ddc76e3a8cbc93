import type { TestedStation } from './tested-station.ts';

/** The power fails now and comes back later; the station boots and has a second to say all it has. */
export async function powerCut(station: TestedStation, { dark_s = 60 } = {}): Promise<void> {
  station.powerCut();
  await station.pass_s(dark_s);
  station.powerUp();
  await station.pass_s(1);
}
