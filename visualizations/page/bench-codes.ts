/** The error codes that the bench can raise (OCPP 1.6 ed.2 7.6, without NoError). */
export const ERROR_CODES: readonly string[] = [
  'GroundFailure',
  'OverCurrentFailure',
  'OverVoltage',
  'UnderVoltage',
  'HighTemperature',
  'ConnectorLockFailure',
  'EVCommunicationError',
  'InternalError',
  'LocalListConflict',
  'OtherError',
  'PowerMeterFailure',
  'PowerSwitchFailure',
  'ReaderFailure',
  'ResetFailure',
  'WeakSignal',
];

/** Cards that the demo central system treats differently; the first is a UID, as real readers read it. */
export const CARDS: readonly string[] = [
  '04A1B2C3D4E5F6',
  'FAMILY-1',
  'FAMILY-2',
  'BLOCKED-1',
  'EXPIRED-1',
  'BAD-1',
];

/** What a pilot can be forced to show, whatever the vehicle does (states of SAE J1772). */
export const PILOTS: readonly string[] = ['D', 'E', 'F', 'no-diode'];
