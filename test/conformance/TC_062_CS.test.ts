import { it } from 'vitest';
import { withStation } from './tested-station.ts';

it('TC_062_CS Data Transfer to a Charge Point', () =>
  withStation({}, async (station) => {
    const transfer = { vendorId: 'nobody', messageId: 'M', data: 'D' };
    await station.expectCall('DataTransfer', transfer, { status: 'UnknownVendorId' });
  }));
