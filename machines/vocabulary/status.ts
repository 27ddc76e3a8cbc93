/** Status of a connector (OCPP 1.6 ed.2 7.7); connector 0 knows only Available, Unavailable and Faulted. */
export type ChargePointStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEVSE'
  | 'SuspendedEV'
  | 'Finishing'
  | 'Reserved'
  | 'Unavailable'
  | 'Faulted';

/** OCPP 1.6 ed.2 7.6. */
export const CHARGE_POINT_ERROR_CODES = [
  'ConnectorLockFailure',
  'EVCommunicationError',
  'GroundFailure',
  'HighTemperature',
  'InternalError',
  'LocalListConflict',
  'NoError',
  'OtherError',
  'OverCurrentFailure',
  'OverVoltage',
  'PowerMeterFailure',
  'PowerSwitchFailure',
  'ReaderFailure',
  'ResetFailure',
  'UnderVoltage',
  'WeakSignal',
] as const;
export type ChargePointErrorCode = (typeof CHARGE_POINT_ERROR_CODES)[number];

/**
 * A fault or warning in force. `source` tells two causes of one error code apart, so that each clears only
 * itself.
 */
export type Fault = {
  readonly errorCode: ChargePointErrorCode;
  readonly source: string;
  readonly info?: string;
  readonly vendorErrorCode?: string;
  /** Came in a charge, and the cable was not unplugged since: what is a warning while idle is a fault. */
  readonly inCharge?: true;
};

/** Why a transaction ended (OCPP 1.6 ed.2 7.36). UnlockCommand cannot occur on a fixed cable. */
export type StopReason =
  | 'DeAuthorized'
  | 'EmergencyStop'
  | 'EVDisconnected'
  | 'HardReset'
  | 'Local'
  | 'Other'
  | 'PowerLoss'
  | 'Reboot'
  | 'Remote'
  | 'SoftReset';

/** What a StatusNotification says of one connector, or of the station (connector 0). */
export type StatusReport = {
  readonly connectorId: number;
  readonly status: ChargePointStatus;
  readonly errorCode: ChargePointErrorCode;
  readonly info?: string;
  readonly vendorErrorCode?: string;
};
