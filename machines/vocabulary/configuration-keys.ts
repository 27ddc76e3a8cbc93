/** What a configuration key means and which clause defines it. */
export type KeyMeaning = { readonly clause: string; readonly meaning: string };

const CORE = 'OCPP 1.6 ed.2 9.1';
const ERRATA = 'errata v4.0';
const LISTS = 'OCPP 1.6 ed.2 9.2';
const RESERVATION = 'OCPP 1.6 ed.2 9.3';
const SMART = 'OCPP 1.6 ed.2 9.4';
const SECURITY = 'security whitepaper ed.3, 7';

const meant = (clause: string, meaning: string): KeyMeaning => ({ clause, meaning });
const maxLength = (list: string): KeyMeaning => meant(CORE, `Most items of ${list}.`);

/** Every key the software knows; a station profile says which of them a station has. */
export const KEY_MEANINGS: Readonly<Record<string, KeyMeaning>> = {
  AllowOfflineTxForUnknownId: meant(CORE, 'Offline, an idTag that the local list does not know may start.'),
  AuthorizeRemoteTxRequests: meant(CORE, 'RemoteStartTransaction is authorised first, as a card would be.'),
  ClockAlignedDataInterval: meant(
    CORE,
    'Seconds between clock-aligned meter values, from 00:00:00; 0 is off.',
  ),
  ConnectionTimeOut: meant(CORE, 'Seconds from the beginning of Preparing until the session is cancelled.'),
  ConnectorPhaseRotation: meant(CORE, 'Wiring of each connector; NotApplicable on one phase.'),
  GetConfigurationMaxKeys: meant(
    CORE,
    'Most keys that one GetConfiguration may name; naming none returns all.',
  ),
  HeartbeatInterval: meant(CORE, 'Seconds of silence before a Heartbeat.'),
  LocalAuthorizeOffline: meant(CORE, 'Offline, an idTag that the local list accepts may start.'),
  LocalPreAuthorize: meant(CORE, 'Online, an idTag that the local list accepts starts without Authorize.'),
  MessageTimeout: meant(ERRATA, 'Seconds until a CALL without answer is given up.'),
  MeterValuesAlignedData: meant(CORE, 'Measurands of the clock-aligned MeterValues.'),
  MeterValuesAlignedDataMaxLength: maxLength('MeterValuesAlignedData'),
  MeterValuesSampledData: meant(
    CORE,
    'Measurands of the sampled MeterValues; empty means the energy register.',
  ),
  MeterValuesSampledDataMaxLength: maxLength('MeterValuesSampledData'),
  MeterValueSampleInterval: meant(CORE, 'Seconds between sampled MeterValues of a transaction; 0 is off.'),
  NumberOfConnectors: meant(CORE, 'Connectors of the station, connector 0 not counted.'),
  ResetRetries: meant(CORE, 'How often a reset that failed is tried again.'),
  StopTransactionMaxMeterValues: meant(
    ERRATA,
    'Most entries of transactionData; begin and end are never dropped.',
  ),
  StopTransactionOnEVSideDisconnect: meant(CORE, 'Unplugging at the vehicle ends the transaction.'),
  StopTransactionOnInvalidId: meant(CORE, 'A refused idTag ends the transaction; else only its energy.'),
  StopTxnAlignedData: meant(CORE, 'Clock-aligned measurands that StopTransaction carries; empty means none.'),
  StopTxnAlignedDataMaxLength: maxLength('StopTxnAlignedData'),
  StopTxnSampledData: meant(CORE, 'Sampled measurands that StopTransaction carries; empty means none.'),
  StopTxnSampledDataMaxLength: maxLength('StopTxnSampledData'),
  SupportedFeatureProfiles: meant(CORE, 'Feature profiles of OCPP 1.6 that the station has.'),
  TransactionMessageAttempts: meant(
    CORE,
    'How often a transaction message that keeps failing is sent in all.',
  ),
  TransactionMessageRetryInterval: meant(CORE, 'Seconds to wait, times the transmissions already made.'),
  UnlockConnectorOnEVSideDisconnect: meant(CORE, 'Read-only false: a fixed cable has no lock (errata 3.85).'),
  WebSocketPingInterval: meant(CORE, 'Seconds between pings of the WebSocket; 0 is off.'),
  SupportedFileTransferProtocols: meant(ERRATA, 'Protocols for diagnostics, logs and firmware.'),
  LocalAuthListEnabled: meant(LISTS, 'The local authorisation list is used.'),
  LocalAuthListMaxLength: meant(LISTS, 'Most entries of the local authorisation list.'),
  SendLocalListMaxLength: meant(LISTS, 'Most entries of one SendLocalList.'),
  ReserveConnectorZeroSupported: meant(RESERVATION, 'The whole station (connector 0) can be reserved.'),
  ChargeProfileMaxStackLevel: meant(SMART, 'Highest stackLevel of a charging profile.'),
  ChargingScheduleAllowedChargingRateUnit: meant(
    SMART,
    'Units of a charging schedule: Current is A, Power is W.',
  ),
  ChargingScheduleMaxPeriods: meant(SMART, 'Most periods of a charging schedule.'),
  MaxChargingProfilesInstalled: meant(SMART, 'Most charging profiles at a time.'),
  AdditionalRootCertificateCheck: meant(SECURITY, 'A new root certificate must be signed by the old one.'),
  AuthorizationKey: meant(SECURITY, 'Password of the connection, as hexadecimal digits. Never shown.'),
  CertificateSignedMaxChainSize: meant(SECURITY, 'Most characters of the chain in CertificateSigned.'),
  CertificateStoreMaxLength: meant(SECURITY, 'Most root certificates that can be installed.'),
  CpoName: meant(SECURITY, 'Name of the operator, the organisation in the certificate request.'),
  SecurityProfile: meant(SECURITY, 'Security profile in force. Over OCPP it can only be raised.'),
};
