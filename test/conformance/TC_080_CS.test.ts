import { expect, it } from 'vitest';
import { bootStatuses, sent } from './expected-message.ts';
import { installManufacturer, updateFirmware } from './firmware-requests.ts';
import { withFirmwareServer } from './firmware-server.ts';
import { withStation } from './tested-station.ts';

const told = (is: string) => sent('SignedFirmwareStatusNotification', { status: is, requestId: 7 });

it('TC_080_CS Secure Firmware Update', () =>
  withFirmwareServer((server) =>
    withStation({}, async (station) => {
      expect(await installManufacturer(station)).toEqual({ status: 'Accepted' });
      expect(await updateFirmware(station, server.url)).toEqual({ status: 'Accepted' });
      await station.pass_s(20);
      station.expectSent([
        told('Downloading'),
        told('Downloaded'),
        told('SignatureVerified'),
        bootStatuses('Unavailable', 'Unavailable', 'Unavailable'),
        told('Installing'),
        told('InstallRebooting'),
        sent('BootNotification', { firmwareVersion: '2.0.0' }),
        sent('SecurityEventNotification', { type: 'FirmwareUpdated', techInfo: 'requestId 7' }),
        bootStatuses('Available'),
        told('Installed'),
      ]);
    }),
  ));
