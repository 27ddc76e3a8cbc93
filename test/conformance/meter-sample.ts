import { expect } from 'vitest';

const sample = (context: string, timestamp: string) => ({
  timestamp,
  sampledValue: [
    expect.objectContaining({
      value: expect.stringMatching(/^\d+$/),
      context,
      measurand: 'Energy.Active.Import.Register',
      unit: 'Wh',
    }),
  ],
});

/** A meter value with the one measurand of the certificate (C-09), taken at exactly this time. */
export const periodicSample = (timestamp: string) => sample('Sample.Periodic', timestamp);
export const clockSample = (timestamp: string) => sample('Sample.Clock', timestamp);
export const triggeredSample = (timestamp: string) => sample('Trigger', timestamp);
