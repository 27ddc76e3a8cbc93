/** What the second chip of lines sees of one connector. */
export type GuardLevels = {
  /** The ground monitor finds the protective earth; it can only while the contactor is closed. */
  readonly earth: boolean;
  /** The coil is driven, whoever drives it. */
  readonly drive: boolean;
};

export type GuardSample = GuardLevels & {
  readonly at_ms: number;
  readonly closed: boolean;
  readonly commandedClosed: boolean;
};

export type Guarded = {
  readonly closedSince_ms: number | null;
  readonly earthMissed: number;
  /** Stays until it is reset: with the contactor open the monitor sees nothing. */
  readonly earthLost: boolean;
  readonly drivenAlone: number;
};

export const UNGUARDED: Guarded = { closedSince_ms: null, earthMissed: 0, earthLost: false, drivenAlone: 0 };

/** The monitor needs this long after the contactor has closed. */
const EARTH_SETTLED_MS = 1_000;
const EARTH_SAMPLES = 5;
/** A coil lets go within this many samples of the command. */
const DRIVEN_SAMPLES = 10;

export function guard(last: Guarded, sample: GuardSample): Guarded {
  const { at_ms, closed, commandedClosed, earth, drive } = sample;
  const closedSince_ms = closed ? (last.closedSince_ms ?? at_ms) : null;
  const looked = closedSince_ms !== null && at_ms - closedSince_ms >= EARTH_SETTLED_MS;
  const earthMissed = looked && !earth ? last.earthMissed + 1 : 0;
  return {
    closedSince_ms,
    earthMissed,
    earthLost: last.earthLost || earthMissed >= EARTH_SAMPLES,
    drivenAlone: drive && !commandedClosed ? last.drivenAlone + 1 : 0,
  };
}

/** Something drives the coil that was not told to: a transistor that broke through, or a bridge. */
export const isDrivenAlone = ({ drivenAlone }: Guarded): boolean => drivenAlone >= DRIVEN_SAMPLES;
