import { expect, it } from 'vitest';
import { anyOrder, sent } from './expected-message.ts';
import { installManufacturer, updateFirmware } from './firmware-requests.ts';
import { IMAGE, signed, withFirmwareServer } from './firmware-server.ts';
import { withStation } from './tested-station.ts';

const told = (is: string) => sent('SignedFirmwareStatusNotification', { status: is, requestId: 7 });

it('TC_081_CS Secure Firmware Update - Invalid Signature', () =>
  withFirmwareServer((server) =>
    withStation({}, async (station) => {
      await installManufacturer(station);
      // One byte is another one than what was signed.
      const other = Buffer.from(IMAGE);
      other[5_000] = 0;
      const firmware = { signature: signed(other) };
      expect(await updateFirmware(station, server.url, { firmware })).toEqual({ status: 'Accepted' });
      await station.pass_s(20);
      station.expectSent([
        told('Downloading'),
        told('Downloaded'),
        anyOrder(
          told('InvalidSignature'),
          sent('SecurityEventNotification', { type: 'InvalidFirmwareSignature' }),
        ),
      ]);
      expect(station.storage.records.firmware).toMatchObject({ outcome: 'invalid-signature', told: true });
    }),
  ));
