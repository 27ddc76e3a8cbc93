import { describe, expect, it } from 'vitest';
import { clearCache } from '../../../machines/rules/calls/clear-cache.ts';
import { dataTransfer } from '../../../machines/rules/calls/data-transfer.ts';
import { unlockConnector } from '../../../machines/rules/calls/unlock-connector.ts';
import { updateFirmware } from '../../../machines/rules/calls/update-firmware.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import { viewOf } from './station-view.ts';

const view = viewOf(mx007sc);

describe('calls for what this station does not have', () => {
  it('has no authorisation cache to clear (C-04)', () => {
    expect(clearCache({}, view)).toEqual({ conf: { status: 'Rejected' } });
  });

  it('knows no vendor, and gives no data back (TC_062)', () => {
    const request = { vendorId: 'org.example', messageId: 'ping', data: '{}' };
    expect(dataTransfer(request, view)).toEqual({ conf: { status: 'UnknownVendorId' } });
  });

  it.each([1, 2, 99])('has no lock on connector %d, existing or not (TC_005_2, TC_031)', (connectorId) => {
    expect(unlockConnector({ connectorId }, view)).toEqual({ conf: { status: 'NotSupported' } });
  });

  it('takes no unsigned firmware (L01.FR.20)', () => {
    const request = { location: 'ftp://example.org/fw.bin', retrieveDate: '2026-01-01T00:00:00Z' };
    expect(updateFirmware(request, view)).toMatchObject({ error: { code: 'NotSupported' } });
  });
});
