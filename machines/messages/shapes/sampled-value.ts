import * as v from 'valibot';
import { closedObject } from './closed-object.ts';
import { enumeration } from './enumeration.ts';

/** ReadingContext (OCPP 1.6 ed.2 7.35). */
const readingContext = enumeration([
  'Interruption.Begin',
  'Interruption.End',
  'Sample.Clock',
  'Sample.Periodic',
  'Transaction.Begin',
  'Transaction.End',
  'Trigger',
  'Other',
]);

/** Measurand (OCPP 1.6 ed.2 7.31). */
const measurand = enumeration([
  'Energy.Active.Export.Register',
  'Energy.Active.Import.Register',
  'Energy.Reactive.Export.Register',
  'Energy.Reactive.Import.Register',
  'Energy.Active.Export.Interval',
  'Energy.Active.Import.Interval',
  'Energy.Reactive.Export.Interval',
  'Energy.Reactive.Import.Interval',
  'Power.Active.Export',
  'Power.Active.Import',
  'Power.Offered',
  'Power.Reactive.Export',
  'Power.Reactive.Import',
  'Power.Factor',
  'Current.Import',
  'Current.Export',
  'Current.Offered',
  'Voltage',
  'Frequency',
  'Temperature',
  'SoC',
  'RPM',
]);

/** UnitOfMeasure (OCPP 1.6 ed.2 7.45); both spellings of degrees Celsius are in use (OCPP-J errata 2.1). */
const unitOfMeasure = enumeration([
  'Wh',
  'kWh',
  'varh',
  'kvarh',
  'W',
  'kW',
  'VA',
  'kVA',
  'var',
  'kvar',
  'A',
  'V',
  'K',
  'Celcius',
  'Celsius',
  'Fahrenheit',
  'Percent',
]);

const phase = enumeration(['L1', 'L2', 'L3', 'N', 'L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1']);

/** SampledValue (OCPP 1.6 ed.2 7.43). */
export const sampledValue = closedObject({
  value: v.string(),
  context: v.exactOptional(readingContext),
  format: v.exactOptional(enumeration(['Raw', 'SignedData'])),
  measurand: v.exactOptional(measurand),
  phase: v.exactOptional(phase),
  location: v.exactOptional(enumeration(['Cable', 'EV', 'Inlet', 'Outlet', 'Body'])),
  unit: v.exactOptional(unitOfMeasure),
});
