/** How often things happen in a day of 23 hours; the last hour is kind. Weights are relative, rates a day. */
export type DayShape = {
  readonly visits: number;
  /** One visit after the other, at either connector; else they come as they like. */
  readonly orderly: boolean;
  readonly manners: Readonly<Record<Manner, number>>;
  /** Chance that a card or a remote start is that of someone who is refused. */
  readonly stranger: number;
  readonly link: {
    readonly cut: number;
    readonly halfOpen: number;
    readonly blackHole: number;
    readonly unanswered: number;
    readonly slow: number;
    /** Nobody reached for 20 to 60 hours. */
    readonly weekends: number;
  };
  readonly centralSystem: {
    readonly lies: number;
    readonly restarts: number;
    readonly calls: number;
    readonly unregistered: number;
    readonly clockSteps: number;
    readonly newKeys: number;
    /** What it asks of certificates, one request at a time. */
    readonly certificates: number;
    /** A certificate of the charge point is asked for, and signed. */
    readonly renewals: number;
    /** SignedUpdateFirmware. */
    readonly updates: number;
  };
  readonly storage: { readonly powerCuts: number; readonly failures: number; readonly full: number };
  readonly shutDowns: number;
  readonly hardware: {
    readonly boardFaults: number;
    readonly stuckContactors: number;
    readonly silentMeters: number;
    readonly emergencyStops: number;
    readonly deadReaders: number;
    readonly oddPilots: number;
    readonly heat: number;
    readonly leaks: number;
  };
  readonly stationClockSteps: number;
  /** Clock steps of up to two hours within the first minutes of a day, there and back over midnight. */
  readonly midnights: number;
  /** What a technician changes at the station itself. */
  readonly technicians: number;
  /** WebSocket pings, every 60 s. */
  readonly pings: boolean;
  /** Transaction messages that may wait before samples are thinned; null: as many as the product has. */
  readonly outboxBudget: number | null;
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
  | 'one family'
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
  'one family': 1,
  'other connector': 1,
  'sleepy vehicle': 1,
  'greedy vehicle': 0.6,
  'hot unplug': 1,
  reserved: 1,
  replug: 1,
};

/** People, a correct central system, a link that breaks and power that fails. */
export const PLAIN_DAY: DayShape = {
  visits: 8,
  orderly: false,
  manners: MANNERS,
  stranger: 0.1,
  link: { cut: 2, halfOpen: 0, blackHole: 0, unanswered: 0, slow: 0, weekends: 0 },
  centralSystem: {
    lies: 0,
    restarts: 0,
    calls: 0,
    unregistered: 0,
    clockSteps: 0,
    newKeys: 0,
    certificates: 0,
    renewals: 0,
    updates: 0,
  },
  storage: { powerCuts: 2, failures: 0, full: 0 },
  shutDowns: 0.3,
  hardware: {
    boardFaults: 0,
    stuckContactors: 0,
    silentMeters: 0,
    emergencyStops: 0,
    deadReaders: 0,
    oddPilots: 0,
    heat: 0,
    leaks: 0,
  },
  stationClockSteps: 0,
  midnights: 0,
  technicians: 0,
  pings: true,
  outboxBudget: null,
};

/** Everything that goes wrong in years, in a day. */
export const ROUGH_DAY: DayShape = {
  visits: 14,
  orderly: false,
  manners: MANNERS,
  stranger: 0.15,
  link: { cut: 2, halfOpen: 1, blackHole: 2, unanswered: 1, slow: 2, weekends: 0.1 },
  centralSystem: {
    lies: 8,
    restarts: 1,
    calls: 30,
    unregistered: 0.5,
    clockSteps: 0.5,
    newKeys: 0.7,
    certificates: 3,
    renewals: 0.5,
    updates: 1,
  },
  storage: { powerCuts: 3, failures: 2, full: 0.5 },
  shutDowns: 0.5,
  hardware: {
    boardFaults: 2,
    stuckContactors: 1,
    silentMeters: 2,
    emergencyStops: 1,
    deadReaders: 0.5,
    oddPilots: 2,
    heat: 0.5,
    leaks: 0.5,
  },
  stationClockSteps: 0.5,
  midnights: 0.3,
  technicians: 1,
  pings: true,
  outboxBudget: 40,
};

/** Sessions in a quiet day, at least. */
export const QUIET_SESSIONS = 6;

/** Sessions, samples, heartbeats and pings, and nothing that goes wrong. */
export const QUIET_DAY: DayShape = {
  ...PLAIN_DAY,
  visits: 6,
  orderly: true,
  stranger: 0,
  manners: {
    ...MANNERS,
    'plug and go': 0,
    'card and go': 0,
    'two swipes': 0,
    'another card': 0,
    reserved: 0,
  },
  link: { cut: 0, halfOpen: 0, blackHole: 0, unanswered: 0, slow: 0, weekends: 0 },
  storage: { powerCuts: 0, failures: 0, full: 0 },
  shutDowns: 0,
};

/** The day of the performance goal: with the heartbeats as the only sign of life. */
export const UNPINGED_DAY: DayShape = { ...QUIET_DAY, pings: false };

export const SHAPES = {
  plain: PLAIN_DAY,
  rough: ROUGH_DAY,
  quiet: QUIET_DAY,
  unpinged: UNPINGED_DAY,
} as const;
export type ShapeName = keyof typeof SHAPES;
