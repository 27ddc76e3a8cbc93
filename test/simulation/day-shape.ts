/** How often things happen in a day of 23 hours; the last hour is kind. Weights are relative, rates a day. */
export type DayShape = {
  readonly visits: number;
  readonly manners: Readonly<Record<Manner, number>>;
  /** Chance that a card or a remote start is that of someone who is refused. */
  readonly stranger: number;
  readonly link: {
    readonly cut: number;
    readonly halfOpen: number;
    readonly blackHole: number;
    readonly unanswered: number;
    readonly slow: number;
  };
  readonly centralSystem: {
    readonly lies: number;
    readonly restarts: number;
    readonly calls: number;
    readonly unregistered: number;
    readonly clockSteps: number;
  };
  readonly storage: { readonly powerCuts: number; readonly failures: number; readonly full: number };
  readonly shutDowns: number;
  readonly hardware: {
    readonly boardFaults: number;
    readonly stuckContactors: number;
    readonly silentMeters: number;
    readonly emergencyStops: number;
    readonly deadReaders: number;
  };
  readonly stationClockSteps: number;
};

/** What a visitor does. */
export type Manner =
  | 'plug then card'
  | 'card then plug'
  | 'remote start'
  | 'plug and go'
  | 'card and go'
  | 'two swipes'
  | 'another card'
  | 'other connector'
  | 'sleepy vehicle'
  | 'greedy vehicle'
  | 'hot unplug'
  | 'reserved'
  | 'replug';

const MANNERS: DayShape['manners'] = {
  'plug then card': 5,
  'card then plug': 4,
  'remote start': 3,
  'plug and go': 1,
  'card and go': 1,
  'two swipes': 1,
  'another card': 1,
  'other connector': 1,
  'sleepy vehicle': 1,
  'greedy vehicle': 0.3,
  'hot unplug': 1,
  reserved: 1,
  replug: 1,
};

/** People, a correct central system, a link that breaks and power that fails. */
export const PLAIN_DAY: DayShape = {
  visits: 8,
  manners: MANNERS,
  stranger: 0.1,
  link: { cut: 2, halfOpen: 0, blackHole: 0, unanswered: 0, slow: 0 },
  centralSystem: { lies: 0, restarts: 0, calls: 0, unregistered: 0, clockSteps: 0 },
  storage: { powerCuts: 2, failures: 0, full: 0 },
  shutDowns: 0.3,
  hardware: { boardFaults: 0, stuckContactors: 0, silentMeters: 0, emergencyStops: 0, deadReaders: 0 },
  stationClockSteps: 0,
};

/** Everything that goes wrong in years, in a day. */
export const ROUGH_DAY: DayShape = {
  visits: 14,
  manners: MANNERS,
  stranger: 0.15,
  link: { cut: 2, halfOpen: 1, blackHole: 2, unanswered: 1, slow: 2 },
  centralSystem: { lies: 8, restarts: 1, calls: 25, unregistered: 0.5, clockSteps: 0.5 },
  storage: { powerCuts: 3, failures: 2, full: 0.5 },
  shutDowns: 0.5,
  hardware: { boardFaults: 2, stuckContactors: 1, silentMeters: 1, emergencyStops: 0.7, deadReaders: 0.5 },
  stationClockSteps: 0.5,
};

/** The day of the performance goal: sessions, samples, heartbeats, and nothing that goes wrong. */
export const QUIET_DAY: DayShape = {
  ...PLAIN_DAY,
  visits: 6,
  stranger: 0,
  manners: {
    ...MANNERS,
    'plug and go': 0,
    'card and go': 0,
    'two swipes': 0,
    'another card': 0,
    reserved: 0,
  },
  link: { cut: 0, halfOpen: 0, blackHole: 0, unanswered: 0, slow: 0 },
  storage: { powerCuts: 0, failures: 0, full: 0 },
  shutDowns: 0,
};

export const SHAPES = { plain: PLAIN_DAY, rough: ROUGH_DAY, quiet: QUIET_DAY } as const;
export type ShapeName = keyof typeof SHAPES;
