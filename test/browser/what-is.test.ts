import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { LAPTOP, openedPage } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

const CARD = '04A1B2C3D4E5F6';
const VEHICLE_A = 24;
const LIMIT_A = 10;
const PROFILE = {
  connectorId: 1,
  csChargingProfiles: {
    chargingProfileId: 7,
    stackLevel: 2,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: LIMIT_A }] },
  },
};

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  page = await openedPage(station, LAPTOP);
  await until(1, 'pill', 'Available');
  await command('SetChargingProfile', PROFILE);
  await beginCharge();
}, 60_000);
afterAll(async () => {
  await page.close();
  await station.stop();
});

async function command(action: string, payload: object): Promise<void> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action, payload }),
  };
  const answer = await fetch(`${station.url}/csms/call`, init);
  expect(await answer.text(), action).toContain('Accepted');
}

/** A card of the panel: 1 and 2 are connectors, 3 is the station. */
const card = (index: number): string => `document.querySelectorAll('#station .card')[${index - 1}]`;
const fact = (index: number, name: string): string =>
  name === 'pill'
    ? `${card(index)}.querySelector('.pill')?.textContent`
    : `[...${card(index)}.querySelectorAll('.fact')]
        .find((it) => it.querySelector('dt').textContent === '${name}')?.querySelector('dd').textContent`;
const until = (index: number, name: string, words: string): Promise<boolean> =>
  page.until(`${fact(index, name)} === ${JSON.stringify(words)}`);
const value = (index: number, name: string): Promise<string> => page.evaluate(fact(index, name));

async function beginCharge(): Promise<void> {
  await station.bench('connectors/1/plug', { maxAmps: VEHICLE_A });
  await until(1, 'pill', 'Preparing');
  await station.bench('rfid', { idTag: CARD });
  await until(1, 'pill', 'Charging');
}

describe('what is, in a browser', { timeout: 60_000 }, () => {
  it('says of a charge who, since when, how much, how strong, and what limits it', async () => {
    await until(1, 'cable', 'plugged in');
    await until(1, 'who', CARD);
    await until(1, 'limit', `${LIMIT_A} A, profile 7 (TxDefaultProfile, level 2)`);
    await until(1, 'current', `offers ${LIMIT_A} A, ${LIMIT_A} A drawn`);
    type Status = { connectors: { transaction: { startedAt: string; transactionId: number; wh: number } }[] };
    const told = async (): Promise<Status['connectors'][number]['transaction']> => {
      const status = (await (await fetch(`${station.url}/status`)).json()) as Status;
      return status.connectors[0]!.transaction;
    };
    const { startedAt, transactionId, wh } = await told();
    expect(await value(1, 'since')).toBe(`${startedAt.slice(11, 19)} UTC`);
    expect(await value(1, 'transaction')).toBe(String(transactionId));
    const energy = `Number(/^(\\d+) Wh$/.exec(${card(1)}.querySelector('.figure').textContent)[1])`;
    await page.until(`${energy} > ${wh}`);
    expect(await page.evaluate<number>(energy)).toBeLessThanOrEqual((await told()).wh);
  });

  it('plots the current of the last minutes with the limit drawn in', async () => {
    const plot = `${card(1)}.querySelector('.plot')`;
    await page.until(`${plot} && ${plot}.querySelector('.plot-energy').points.length > 2`);
    await station.bench('connectors/1/vehicle', { maxAmps: 8 });
    await until(1, 'current', `offers ${LIMIT_A} A, 8 A drawn`);
    // Heights of the last values above the ground, on one scale.
    const [drawn, limit, height] = await page.evaluate<[number, number, number]>(`(() => {
      const last = (name) => [...${plot}.querySelector(name).getAttribute('d').matchAll(/V([\\d.]+)/g)]
        .filter(([, y]) => Number(y) < ${plot}.viewBox.baseVal.height).at(-1)[1];
      const { height } = ${plot}.viewBox.baseVal;
      return [height - last('.plot-drawn'), height - last('.plot-limit'), height];
    })()`);
    expect(drawn / limit).toBeCloseTo(8 / LIMIT_A, 1);
    expect(limit).toBeLessThan(height);
    await station.bench('connectors/1/vehicle', { maxAmps: VEHICLE_A });
    const style = await page.evaluate<string>(
      `getComputedStyle(${plot}.querySelector('.plot-limit')).strokeDasharray`,
    );
    expect(style).not.toBe('none');
  });

  it('says whose a connector is reserved, what it waits for, and how long still', async () => {
    const expiryDate = '2099-01-01T00:00:00Z';
    await command('ReserveNow', { connectorId: 2, expiryDate, idTag: 'FAMILY-1', reservationId: 5 });
    await until(2, 'pill', 'Reserved');
    await until(2, 'reservation', 'number 5 for FAMILY-1');
    await station.bench('rfid', { idTag: 'FAMILY-1' });
    const waits = `[...${card(2)}.querySelectorAll('.waiting li')].map((it) => it.textContent)`;
    const forCable = `${waits}
      .map((it) => /^waiting for a cable, (?:(\\d+) min )?([\\d.]+) s left/.exec(it)).find(Boolean)`;
    const left = async (): Promise<number> => {
      const [, minutes, seconds] = await page.until<string[]>(forCable);
      return Number(minutes ?? 0) * 60 + Number(seconds);
    };
    const first = await left();
    await page.until(`${forCable}?.[0] !== ${JSON.stringify((await page.evaluate<string[]>(forCable))[0])}`);
    expect(await left()).toBeLessThan(first);
  });

  it('says link, queue, registration and faults', async () => {
    await until(3, 'pill', 'online');
    await until(3, 'registration', 'accepted');
    await until(3, 'queue', 'empty');
    await station.bench('connectors/2/fault', { errorCode: 'OverVoltage' });
    await until(2, 'faults', 'OverVoltage');
    await station.bench('link', { state: 'down' });
    await page.until(`${fact(3, 'pill')} !== 'online' && /^\\w+ since [\\d:]{8}$/.test(${fact(3, 'link')})`);
    await station.bench('connectors/1/unplug', {});
    await page.until(`/^[1-9]\\d* messages wait, the oldest of /.test(${fact(3, 'queue')})`);
    await station.bench('link', { state: 'up' });
    await until(3, 'queue', 'empty');
    await station.bench('connectors/2/fault', { errorCode: 'OverVoltage', cleared: true });
    await beginCharge();
    expect(page.complaints).toEqual([]);
  });

  it('says what an upload waits for', async () => {
    // Takes the connection, and says nothing.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const location = `http://127.0.0.1:${port}/`;
    await command('GetLog', { logType: 'DiagnosticsLog', requestId: 4, log: { remoteLocation: location } });
    const waits = `[...${card(3)}.querySelectorAll('.waiting li')].map((it) => it.textContent)`;
    await page.until(`${waits}.some((it) => /^waiting for the server that takes .+log-upload$/.test(it))`);
    server.close();
    server.closeAllConnections();
    await page.until(`!${waits}.some((it) => it.startsWith('waiting for the server that takes'))`);
    expect(page.complaints).toEqual([]);
  });
});
