import type { Fault } from '../vocabulary/status.ts';

/** Reported, but the connector stays usable (the codes a station may report without Faulted). */
const WARNINGS = new Set([
  'ReaderFailure',
  'LocalListConflict',
  'HighTemperature',
  'EVCommunicationError',
  'WeakSignal',
]);

/** Worse than a warning whatever the code: too hot even for a lower current; a meter lost in a charge. */
const NO_WARNINGS = new Set(['overheated', 'meter-lost']);

/** A meter that fails is a warning while idle, and heat while it only lowers the current. */
export const isWarning = ({ errorCode, source, inCharge }: Fault): boolean =>
  !NO_WARNINGS.has(source) && (WARNINGS.has(errorCode) || (errorCode === 'PowerMeterFailure' && !inCharge));

/** The board says that it cannot measure: nothing starts, whatever its register answers. */
export const isMeterFailure = ({ errorCode, source }: Fault): boolean =>
  errorCode === 'PowerMeterFailure' && source === 'board';

/** A fault of the station as its connectors have it: never mistaken for one of their own. */
export const ofStation = (fault: Fault): Fault => ({ ...fault, source: `station ${fault.source}` });

/** What faults of the station mean to a connector: warnings stay with connector 0. */
export const faultsOfStation = (faults: readonly Fault[]): readonly Fault[] =>
  faults.filter((it) => !isWarning(it)).map(ofStation);

/** Of the station: the other ways to start a charge remain. */
export const READER_FAILURE: Fault = {
  errorCode: 'ReaderFailure',
  source: 'rfid-reader',
  info: 'Card reader does not answer',
};

/** Of the station, until a reset succeeds. */
export const RESET_FAILED: Fault = {
  errorCode: 'ResetFailure',
  source: 'reset',
  info: 'Hardware does not come back',
};

/** A source may have several faults in force at once: one of each error code. */
export const isSameFault = (a: Fault, b: Fault | null | undefined): boolean =>
  a.source === b?.source && a.errorCode === b.errorCode;

/** The faults but this one. */
export const withoutSame = (faults: readonly Fault[], fault: Fault): readonly Fault[] =>
  faults.filter((it) => !isSameFault(it, fault));
