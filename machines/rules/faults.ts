import type { Fault } from '../vocabulary/status.ts';

/** Reported, but the connector stays usable (the codes a station may report without Faulted). */
const WARNINGS = new Set([
  'ReaderFailure',
  'LocalListConflict',
  'HighTemperature',
  'EVCommunicationError',
  'WeakSignal',
]);

/** A silent meter is a warning while idle; one that was lost in a charge (`meter-lost`) is a fault. */
export const isWarning = (fault: Fault): boolean =>
  WARNINGS.has(fault.errorCode) || (fault.errorCode === 'PowerMeterFailure' && fault.source !== 'meter-lost');
