/** What an example is made from: how things stand now. */
export type ExampleContext = {
  readonly connectorId: number;
  readonly transactionId: number;
  readonly idTag: string;
  /** Wall time of the station, ms. */
  readonly wall_ms: number;
};

const iso = (wall_ms: number): string => `${new Date(wall_ms).toISOString().slice(0, 19)}Z`;
const HOUR_MS = 3_600_000;

const hashData = {
  hashAlgorithm: 'SHA256',
  issuerNameHash: '0'.repeat(64),
  issuerKeyHash: '0'.repeat(64),
  serialNumber: '01',
};
const pem = '-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----';
const schedule = {
  chargingRateUnit: 'A',
  duration: 3600,
  chargingSchedulePeriod: [
    { startPeriod: 0, limit: 16 },
    { startPeriod: 600, limit: 10 },
  ],
};

/** A sensible request of each action that a central system may send, as the page offers it. */
export const EXAMPLES: Readonly<Record<string, (now: ExampleContext) => object>> = {
  RemoteStartTransaction: ({ connectorId, idTag }) => ({ connectorId, idTag }),
  RemoteStopTransaction: ({ transactionId }) => ({ transactionId }),
  UnlockConnector: ({ connectorId }) => ({ connectorId }),
  ChangeAvailability: ({ connectorId }) => ({ connectorId, type: 'Inoperative' }),
  GetConfiguration: () => ({
    key: ['HeartbeatInterval', 'MeterValueSampleInterval', 'SupportedFeatureProfiles'],
  }),
  ChangeConfiguration: () => ({ key: 'MeterValueSampleInterval', value: '60' }),
  Reset: () => ({ type: 'Soft' }),
  ClearCache: () => ({}),
  DataTransfer: () => ({ vendorId: 'com.example', messageId: 'hello', data: 'world' }),
  TriggerMessage: ({ connectorId }) => ({ requestedMessage: 'StatusNotification', connectorId }),
  ExtendedTriggerMessage: () => ({ requestedMessage: 'BootNotification' }),
  ReserveNow: ({ connectorId, idTag, wall_ms }) => ({
    connectorId,
    expiryDate: iso(wall_ms + HOUR_MS),
    idTag,
    reservationId: 1,
  }),
  CancelReservation: () => ({ reservationId: 1 }),
  SetChargingProfile: ({ connectorId }) => ({
    connectorId,
    csChargingProfiles: {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: schedule,
    },
  }),
  ClearChargingProfile: () => ({ id: 1 }),
  GetCompositeSchedule: ({ connectorId }) => ({ connectorId, duration: 3600, chargingRateUnit: 'A' }),
  SendLocalList: ({ idTag }) => ({
    listVersion: 1,
    updateType: 'Full',
    localAuthorizationList: [{ idTag, idTagInfo: { status: 'Accepted' } }],
  }),
  GetLocalListVersion: () => ({}),
  GetDiagnostics: () => ({ location: 'ftp://example.com/diagnostics/' }),
  UpdateFirmware: ({ wall_ms }) => ({
    location: 'https://example.com/firmware.bin',
    retrieveDate: iso(wall_ms),
  }),
  SignedUpdateFirmware: ({ wall_ms }) => ({
    requestId: 1,
    firmware: {
      location: 'https://example.com/firmware.bin',
      retrieveDateTime: iso(wall_ms),
      signingCertificate: pem,
      signature: 'c2lnbmF0dXJl',
    },
  }),
  GetLog: () => ({
    logType: 'SecurityLog',
    requestId: 1,
    log: { remoteLocation: 'https://example.com/logs/' },
  }),
  InstallCertificate: () => ({ certificateType: 'CentralSystemRootCertificate', certificate: pem }),
  GetInstalledCertificateIds: () => ({ certificateType: 'CentralSystemRootCertificate' }),
  DeleteCertificate: () => ({ certificateHashData: hashData }),
  CertificateSigned: () => ({ certificateChain: pem }),
};
