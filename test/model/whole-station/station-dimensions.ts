/** A CALL of the central system. */
export type Asked = { readonly action: string; readonly payload: object };

/** What may happen around the whole station in a run; what is left out never happens. */
export type StationDimensions = {
  readonly configuration: Readonly<Record<string, string>>;
  /** How BootNotification may be answered, besides with CALLERROR or never. */
  readonly registration: readonly ('Accepted' | 'Pending' | 'Rejected')[];
  /** How StartTransaction may be answered. */
  readonly startAnswers: readonly ('Accepted' | 'Invalid')[];
  /** CALLERROR, an answer that is none, an answer to nothing. */
  readonly badAnswers: boolean;
  /** How many of our CALLs the central system remembers: it may answer each at any time, twice or never. */
  readonly remembered: number;
  readonly calls: readonly Asked[];
  /** The socket is refused and closed at any time. */
  readonly loss: boolean;
  /** Nothing passes, and nobody says so. */
  readonly halfOpen: boolean;
  /** Clock-aligned values of an idle connector: a CALL of ours that is not stored. */
  readonly readings: boolean;
  /**
   * Null: there is none. `cards`: an accepted card starts charges; else RemoteStart does. `free`: it asks for
   * energy, pauses and draws as it likes, also when nothing is offered.
   */
  readonly vehicle: { readonly unplugs: boolean; readonly cards: boolean; readonly free?: boolean } | null;
  /** How often, in a run. */
  readonly most: {
    readonly cuts: number;
    readonly storageFailures: number;
    readonly meterFailures: number;
    /** Charges that begin, by card or RemoteStart. */
    readonly starts: number;
    readonly energy_Wh: number;
    readonly samples: number;
  };
};

export const NEVER: StationDimensions['most'] = {
  cuts: 0,
  storageFailures: 0,
  meterFailures: 0,
  starts: 0,
  energy_Wh: 0,
  samples: 0,
};
const CONFIGURATION = {
  WebSocketPingInterval: '0',
  HeartbeatInterval: '0',
  MeterValueSampleInterval: '0',
  TransactionMessageAttempts: '2',
  TransactionMessageRetryInterval: '60',
  MessageTimeout: '30',
  ClockAlignedDataInterval: '0',
  AuthorizeRemoteTxRequests: 'false',
  StopTransactionOnInvalidId: 'true',
};

export type StationComposition = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly dimensions: StationDimensions;
  /** In `npm run check:deep` alone: it takes longer than a check may. */
  readonly deep: boolean;
};

const ask = (action: string, payload: object = {}): Asked => ({ action, payload });
const trigger = (requestedMessage: string): Asked => ask('TriggerMessage', { requestedMessage });

const LINK: StationDimensions = {
  configuration: CONFIGURATION,
  registration: ['Accepted', 'Pending', 'Rejected'],
  startAnswers: [],
  badAnswers: true,
  remembered: 2,
  calls: [ask('ClearCache'), trigger('BootNotification'), trigger('Heartbeat')],
  loss: true,
  halfOpen: false,
  readings: false,
  vehicle: null,
  most: NEVER,
};
const OUTBOX: StationDimensions = {
  ...LINK,
  registration: ['Accepted'],
  startAnswers: ['Accepted'],
  badAnswers: false,
  remembered: 1,
  calls: [],
  loss: false,
  vehicle: { unplugs: true, cards: true },
  most: { ...NEVER, starts: 1, energy_Wh: 1 },
};

const LINK_COMMON =
  'with charge-point, connector, ocpp-connection, call queue; the central system answers or not';
const OUTBOX_COMMON =
  'with charge-point, connector, contactor, transaction, ocpp-connection, call queue, storage; a vehicle';

const link = (
  name: string,
  scope: string,
  { configuration, ...dimensions }: Partial<StationDimensions>,
  deep = false,
): StationComposition => ({
  name,
  scope: [LINK_COMMON, `and ${scope}`],
  dimensions: { ...LINK, ...dimensions, configuration: { ...CONFIGURATION, ...configuration } },
  deep,
});
const outbox = (
  name: string,
  scope: string,
  {
    configuration,
    most,
    ...dimensions
  }: Omit<Partial<StationDimensions>, 'most'> & {
    most?: Partial<StationDimensions['most']>;
  },
  deep = false,
): StationComposition => ({
  name,
  scope: [OUTBOX_COMMON, `and ${scope}`],
  dimensions: {
    ...OUTBOX,
    ...dimensions,
    configuration: { ...CONFIGURATION, ...configuration },
    most: { ...OUTBOX.most, ...most },
  },
  deep,
});

const REMOTE = [
  ask('RemoteStartTransaction', { connectorId: 1, idTag: 'A' }),
  ask('RemoteStopTransaction', { transactionId: 101 }),
];
const SAMPLES = { MeterValueSampleInterval: '60', StopTxnSampledData: 'Energy.Active.Import.Register' };

export const STATION_COMPOSITIONS: readonly StationComposition[] = [
  link(
    'registration',
    'BootNotification answered in any way, late, twice; CALLs; a silent or lost link; one commit fails',
    {
      configuration: { WebSocketPingInterval: '60' },
      remembered: 3,
      halfOpen: true,
      most: { ...NEVER, storageFailures: 1 },
    },
  ),
  link('link', 'pings, heartbeats, own CALLs, bad answers; a link that falls silent; the socket lost', {
    registration: ['Accepted'],
    configuration: { WebSocketPingInterval: '60', HeartbeatInterval: '60' },
    halfOpen: true,
    calls: [ask('ClearCache')],
    readings: true,
  }),
  outbox('delivery', 'late, bad and no answers, StartTransaction refused; two charges; the socket lost', {
    startAnswers: ['Accepted', 'Invalid'],
    badAnswers: true,
    remembered: 2,
    loss: true,
    most: { starts: 2 },
  }),
  outbox('samples', 'MeterValueSampleInterval 60, a sample, bad answers; the socket lost', {
    configuration: SAMPLES,
    badAnswers: true,
    loss: true,
    most: { samples: 1 },
  }),
  outbox('remote', 'RemoteStart and RemoteStop, plugged and unplugged at any time; the socket lost', {
    calls: REMOTE,
    vehicle: { unplugs: true, cards: false },
    loss: true,
    most: { starts: 2 },
  }),
  outbox('power cuts', 'the power cut at any moment, twice; bad answers; the socket lost', {
    badAnswers: true,
    loss: true,
    most: { cuts: 2, energy_Wh: 2 },
  }),
  outbox('failing ports', 'one power cut, one commit that fails, one reading that fails; the socket lost', {
    loss: true,
    most: { cuts: 1, storageFailures: 1, meterFailures: 1, energy_Wh: 1 },
  }),
  outbox(
    'free vehicle',
    'a vehicle that asks and draws as it likes; RemoteStart and RemoteStop; the socket lost',
    {
      calls: REMOTE,
      vehicle: { unplugs: true, cards: false, free: true },
      loss: true,
      most: { starts: 2, energy_Wh: 0 },
    },
  ),
  link(
    'registration, deep',
    'all of it, with pings and heartbeats',
    {
      configuration: { WebSocketPingInterval: '60', HeartbeatInterval: '60' },
      remembered: 3,
      halfOpen: true,
      readings: true,
      most: { ...NEVER, storageFailures: 1 },
    },
    true,
  ),
  outbox(
    'delivery, deep',
    'late and bad answers, samples, RemoteStop; three charges; a link that falls silent',
    {
      configuration: { ...SAMPLES, WebSocketPingInterval: '60' },
      startAnswers: ['Accepted', 'Invalid'],
      badAnswers: true,
      remembered: 2,
      calls: REMOTE.slice(1),
      loss: true,
      halfOpen: true,
      most: { starts: 3, samples: 2, energy_Wh: 2 },
    },
    true,
  ),
  outbox(
    'power cuts, deep',
    'three power cuts, samples, two charges, late and bad answers, failing ports',
    {
      configuration: SAMPLES,
      startAnswers: ['Accepted', 'Invalid'],
      badAnswers: true,
      loss: true,
      most: { cuts: 3, starts: 2, samples: 1, energy_Wh: 2, storageFailures: 1, meterFailures: 1 },
    },
    true,
  ),
];
