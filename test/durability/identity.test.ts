import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CentralSystem } from './central-system.ts';
import { bootedStation, stationOptions } from './charging.ts';
import { dataDirectory } from './station-process.ts';

const STATION = {
  vendor: 'ACME',
  model: 'Post 2',
  serialNumber: 'SN-0042',
  firmwareVersion: '7.1',
  meterType: 'MID-1',
  meterSerialNumber: 'M-0042',
};

it('the identity of the station comes from its configuration into BootNotification', async () => {
  const central = await CentralSystem.start();
  const config = join(dataDirectory(), 'wallchart.json');
  writeFileSync(config, JSON.stringify({ station: STATION }));
  const station = await bootedStation(central, [
    ...stationOptions(central, dataDirectory()),
    ...['--config', config],
  ]);
  expect(central.delivered[0]).toMatchObject({
    action: 'BootNotification',
    payload: {
      chargePointVendor: STATION.vendor,
      chargePointModel: STATION.model,
      chargePointSerialNumber: STATION.serialNumber,
      firmwareVersion: STATION.firmwareVersion,
      meterType: STATION.meterType,
      meterSerialNumber: STATION.meterSerialNumber,
    },
  });
  // HFS-9: a station on Ethernet has no SIM.
  expect(central.delivered[0]?.payload).not.toHaveProperty('iccid');
  await station.kill();
});

it('what the driver sees and hears is in GET /bench', async () => {
  const central = await CentralSystem.start();
  const station = await bootedStation(central, stationOptions(central, dataDirectory()));
  const shown = async () => {
    const { connectors, buzzer } = await station.benchState();
    return { first: connectors[0]?.feedback, sounded: buzzer.sounded };
  };
  const before = await shown();
  const authorised = central.next((it) => it.kind === 'answered' && it.call.action === 'Authorize');
  const preparing = central.next((it) => it.kind === 'answered' && it.call.payload.status === 'Preparing');
  await station.bench('/rfid', { idTag: 'CARD-1' });
  await Promise.all([authorised, preparing]);
  const after = await shown();
  expect(before.first?.text).toBe('Ready: card or cable');
  expect(after.first?.text).toBe('Plug in the cable');
  expect(after.sounded).toBeGreaterThan(before.sounded);
  await station.kill();
});
