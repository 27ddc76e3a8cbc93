import type { OpenTransaction, RecordsView, StationRecords } from '../../../machines/vocabulary/records.ts';
import type { StationProfile } from '../../../machines/vocabulary/station-profile.ts';

/** Only what the machines of a composition read: a key that is missing is found by the first run. */
const CONFIGURATION = {
  AllowOfflineTxForUnknownId: 'true',
  AuthorizeRemoteTxRequests: 'true',
  ConnectionTimeOut: '60',
  LocalAuthListEnabled: 'false',
  LocalAuthorizeOffline: 'true',
  LocalPreAuthorize: 'false',
  MeterValueSampleInterval: '0',
  MeterValuesSampledData: '',
  StopTransactionOnEVSideDisconnect: 'true',
  StopTransactionOnInvalidId: 'true',
  StopTxnAlignedData: '',
  StopTxnSampledData: '',
};
export type ConfigurationKey = keyof typeof CONFIGURATION;

const interruptedTransaction = (id: number): OpenTransaction => ({
  id,
  connectorId: 1,
  idTag: 'A',
  parentIdTag: null,
  reservationId: null,
  meterStart_Wh: 0,
  startedAt: '2026-01-01T00:00:00.000Z',
  lastReading_Wh: 50,
  lastReadingAt: '2026-01-01T01:00:00.000Z',
  transactionId: null,
  deauthorised: false,
});

/**
 * A station with nothing reserved and no local list. The number of the next transaction stays the same: one
 * that is over and one that begins are told apart by when they are, and no two live at a time. What no
 * machine of a composition reads is left out.
 * @param interrupted our number of a transaction on connector 1 that the last run left open.
 */
export const stationRecords = (
  connectors: number,
  configuration: Partial<Record<ConfigurationKey, string>>,
  interrupted: number | null,
): StationRecords => {
  const read: Partial<StationRecords> = {
    profile: {
      connectors: { count: connectors, configurable: false },
      limits: { stopTransactionMaxMeterValues: 2 },
    } as StationProfile,
    configuration: { ...CONFIGURATION, ...configuration },
    operative: true,
    connectors: {},
    transactions: interrupted === null ? {} : { [interrupted]: interruptedTransaction(interrupted) },
    nextTransaction: (interrupted ?? 0) + 1,
    transactionIds: {},
    localList: { version: 0, entries: [] },
    reservations: {},
    chargingProfiles: [],
    cleanStop: false,
  };
  return read as StationRecords;
};

/** A view whose value the model swaps. */
export class ModelRecords implements RecordsView {
  now: StationRecords;

  constructor(records: StationRecords) {
    this.now = records;
  }

  toJSON(): undefined {
    return undefined;
  }
}
