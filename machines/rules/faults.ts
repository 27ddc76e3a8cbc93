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

/** A source may have several faults in force at once: one of each error code. */
export const isSameFault = (a: Fault, b: Fault | null | undefined): boolean =>
  a.source === b?.source && a.errorCode === b.errorCode;

/** The faults but this one. */
export const withoutSame = (faults: readonly Fault[], fault: Fault): readonly Fault[] =>
  faults.filter((it) => !isSameFault(it, fault));
