import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { LAPTOP, openedPage, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  page = await openedPage(station, LAPTOP);
  await press(page, 'Bench');
}, 60_000);
afterAll(async () => {
  await page.close();
  await station.stop();
});

/** A control: where it stands, what is on its button, what is entered, and what the bench says then. */
type Control = readonly [
  legend: string,
  verb: string,
  entered: Readonly<Record<string, string>>,
  then: object,
];

const outlet = (change: object) => ({ connectors: [change, {}] });
const CONTROLS: readonly Control[] = [
  ['Connector 1', 'Plug in', { maxAmps: '13' }, outlet({ plugged: true, vehicle: { maxAmps: 13 } })],
  ['Connector 1', 'Change vehicle', { maxAmps: '20' }, outlet({ vehicle: { maxAmps: 20 } })],
  ['Connector 1', 'Set reaction', { reactionMs: '50' }, outlet({ reactionMs: 50 })],
  ['Connector 1', 'Set obedience', { ignoresLimit: 'true' }, outlet({ ignoresLimit: true })],
  ['Connector 1', 'Set obedience', { ignoresLimit: 'false' }, outlet({ ignoresLimit: false })],
  ['Connector 1', 'Set meter', { wh: '123456' }, outlet({ meterWh: 123456 })],
  ['Connector 1', 'Meter fails', {}, outlet({ meterFailing: true })],
  ['Connector 1', 'Meter answers', {}, outlet({ meterFailing: false })],
  ['Connector 1', 'Set temperature', { celsius: '41' }, outlet({ celsius: 41 })],
  ['Connector 1', 'Force pilot', { forced: 'D' }, outlet({ forcedPilot: 'D', pilot: 'D' })],
  ['Connector 1', 'Free pilot', {}, outlet({ forcedPilot: null })],
  ['Connector 1', 'Contactor sticks', { stuck: 'closed' }, outlet({ stuck: 'closed' })],
  ['Connector 1', 'Contactor works', {}, outlet({ stuck: null })],
  [
    'Connector 1',
    'Raise fault',
    { errorCode: 'OverVoltage', info: 'by hand', vendorErrorCode: 'V-1' },
    outlet({ faults: [{ errorCode: 'OverVoltage', info: 'by hand', vendorErrorCode: 'V-1' }] }),
  ],
  ['Connector 1', 'Clear fault', { errorCode: 'OverVoltage' }, outlet({ faults: [] })],
  ['Connector 1', 'Unplug', {}, outlet({ plugged: false, pilot: 'A' })],
  ['Connector 1', 'Leak to earth', {}, outlet({ leaking: true })],
  ['Connector 1', 'Stop leaking', {}, outlet({ leaking: false })],
  ['Card reader', 'Reader fails', {}, { readerDead: true }],
  ['Card reader', 'Reader works', {}, { readerDead: false }],
  ['Network', 'Set link', { state: 'black-hole' }, { link: 'black-hole' }],
  ['Network', 'Set link', { state: 'up' }, { link: 'up' }],
  ['Station', 'Press emergency stop', {}, { emergencyStop: true }],
  ['Station', 'Release emergency stop', {}, { emergencyStop: false }],
  ['Station', 'Raise fault', { errorCode: 'WeakSignal' }, { stationFaults: [{ errorCode: 'WeakSignal' }] }],
  ['Station', 'Clear fault', { errorCode: 'WeakSignal' }, { stationFaults: [] }],
  ['Station', 'Step clock', { offsetMs: '60000' }, { clockOffsetMs: 60_000 }],
  ['Station', 'Set contactor time', { contactorMs: '30' }, { contactorMs: 30 }],
  ['Station', 'Set meter rate', { meterHz: '2' }, { meterHz: 2 }],
];

/** The state and the settings of the simulated hardware, in one. */
async function hardware(): Promise<object> {
  type Bench = { readonly connectors: readonly object[] };
  const [state, settings] = await Promise.all(
    ['', '/hardware'].map(
      async (path) => (await fetch(`${station.url}/bench${path}`)).json() as Promise<Bench>,
    ),
  );
  const connectors = state?.connectors.map((it, index) => ({ ...settings?.connectors[index], ...it }));
  return { ...settings, ...state, connectors };
}

const FORM = (legend: string, verb: string): string =>
  `[...document.querySelectorAll('#bench form')]
    .find((it) => it.querySelector('button').textContent === '${verb}'
    && it.closest('fieldset').querySelector('legend').textContent === '${legend}')`;
const SAID = `document.querySelector('#bench .said').textContent`;

/** Enters, and presses the button, as a person does; then the word of the page for it. */
async function use(legend: string, verb: string, entered: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(`(() => {
    const form = ${FORM(legend, verb)};
    for (const details of document.querySelectorAll('#bench details')) details.open = true;
    for (const [name, value] of Object.entries(${JSON.stringify(entered)})) {
      const control = form.elements[name];
      if (control.type === 'checkbox') control.checked = value === 'true';
      else control.value = value;
    }
    document.querySelector('#bench .said').textContent = '';
    form.querySelector('button').click();
  })()`);
  await page.until(`${SAID} !== ''`);
}

describe('every control of the bench', { timeout: 60_000 }, () => {
  it('is used here', async () => {
    const there = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#bench form button')].map((it) => it.textContent)`,
    );
    const others = ['Show card', 'Configure', 'Cut power (ends the process)'];
    expect([...new Set(there)].toSorted()).toEqual(
      [...new Set([...CONTROLS.map(([, verb]) => verb), ...others])].toSorted(),
    );
  });

  it('changes the simulated hardware as it says', async () => {
    for (const [legend, verb, entered, then] of CONTROLS) {
      await use(legend, verb, entered);
      expect(await page.evaluate(SAID), `${legend}: ${verb}`).toBe(`${verb}: done`);
      expect(await hardware(), `${legend}: ${verb}`).toMatchObject(then);
    }
  });

  it('shows a card to the reader, and the driver is somebody', async () => {
    await use('Connector 2', 'Plug in', {});
    await use('Card reader', 'Show card', { idTag: '04A1B2C3D4E5F6' });
    await page.until(
      `[...document.querySelectorAll('.card.connector')][1].textContent.includes('04A1B2C3D4E5F6')`,
    );
    await use('Connector 2', 'Unplug', {});
  });

  it('changes a configuration key as a technician does, and says why not', async () => {
    await use('Station', 'Configure', { key: 'HeartbeatInterval', value: '50' });
    expect(await page.evaluate(SAID)).toBe('Configure: Accepted');
    await use('Station', 'Configure', { key: 'HeartbeatInterval', value: 'soon' });
    expect(await page.evaluate(SAID)).toBe('Configure: Rejected');
  });

  it('says what is wrong with a value, and changes nothing', async () => {
    const before = await hardware();
    await use('Station', 'Set meter rate', { meterHz: '-1' });
    expect(await page.evaluate(SAID)).toMatch(/^Set meter rate: meterHz /);
    expect(await hardware()).toEqual(before);
  });

  it('cuts the power of a station of its own, and the page says that it is gone', async () => {
    const other = await startStation();
    const seen = await openedPage(other, LAPTOP);
    try {
      await press(seen, 'Bench');
      await press(seen, 'Cut power (ends the process)', '#bench');
      await seen.until(`document.querySelector('#feed-state').textContent !== 'live'`);
    } finally {
      await seen.close();
      await other.stop();
    }
  });
});
