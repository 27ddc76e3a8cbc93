import type { StationClock } from '../clock/clock.ts';
import { pause } from '../clock/pause.ts';
import type { OutletOutput } from './board-lines.ts';

/** The test current is far above the threshold: the protection trips within a few periods of the mains. */
const TRIP_MS = 250;
const RESET_PULSE_MS = 20;
/** The latch lets go within this. */
const CLEAR_MS = 100;

/** What the test needs of its connector, whose contactor is open. */
export type TestedProtection = {
  readonly clock: StationClock;
  write(levels: Partial<Record<OutletOutput, boolean>>): Promise<void>;
  /** Whether the latch is seen so within the time. */
  tripSeen(tripped: boolean, within_ms: number): Promise<boolean>;
};

/** Resets the latch. While current leaks it trips again at once. */
export async function pulseReset({ clock, write }: TestedProtection): Promise<void> {
  await write({ reset: true });
  await pause(clock, RESET_PULSE_MS);
  await write({ reset: false });
}

/**
 * Lets a test current flow until the protection has tripped, and resets it. Before every closing (UL 2231).
 * @returns whether it tripped and could be reset
 */
export async function testProtection(it: TestedProtection): Promise<boolean> {
  let tripped = false;
  try {
    await it.write({ test: true });
    tripped = await it.tripSeen(true, TRIP_MS);
  } finally {
    await it.write({ test: false });
  }
  if (!tripped) return false;
  await pulseReset(it);
  return it.tripSeen(false, CLEAR_MS);
}
