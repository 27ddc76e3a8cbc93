import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { enter, LAPTOP, openedPage, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  await station.bench('connectors/1/plug', {});
  await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
  page = await openedPage(station, LAPTOP);
  await press(page, 'Central system');
  await page.until(`document.querySelector('#csms .fields, #csms .call')`);
}, 60_000);
afterAll(async () => {
  await page.close();
  await station.stop();
});

/** OCPP 1.6 ed.2 5 and the security whitepaper ed.3, 4: what a central system sends. */
const ACTIONS = `CancelReservation ChangeAvailability ChangeConfiguration ClearCache ClearChargingProfile
  DataTransfer GetCompositeSchedule GetConfiguration GetDiagnostics GetLocalListVersion RemoteStartTransaction
  RemoteStopTransaction ReserveNow Reset SendLocalList SetChargingProfile TriggerMessage UnlockConnector
  UpdateFirmware CertificateSigned DeleteCertificate ExtendedTriggerMessage GetInstalledCertificateIds GetLog
  InstallCertificate SignedUpdateFirmware`.split(/\s+/);
const ANSWER = `document.querySelector('#csms .said').textContent`;
/** The last: after it nothing is as it was. */
const LAST = 'Reset';

describe('each command of a central system', { timeout: 60_000 }, () => {
  it('opens with an example that the station understands, and its answer is shown', async () => {
    const offered = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#csms select[aria-label=Action] option')].map((it) => it.value)`,
    );
    expect(offered.toSorted()).toEqual(ACTIONS.toSorted());
    for (const action of [...ACTIONS.filter((it) => it !== LAST), LAST]) {
      await enter(page, '#csms select[aria-label=Action]', action);
      await page.evaluate(`document.querySelector('#csms .said').textContent = ''`);
      await page.evaluate(`document.querySelector('#csms form').requestSubmit()`);
      await page.until(`${ANSWER} !== '' && ${ANSWER} !== '…'`);
      const answer = await page.evaluate<string>(ANSWER);
      expect(answer, action).not.toMatch(/Violation|must be|InternalError|GenericError|ProtocolError/);
    }
    expect(page.complaints.filter((it) => !it.includes('502'))).toEqual([]);
  });
});
