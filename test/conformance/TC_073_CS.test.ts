import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const OLD = '00ff10a0b1c2d3e4f50a3a5c7e8f9001';
/** 19 bytes, "OCA_OCTT_admin_test". */
const NEW = '4F43415F4F4354545F61646D696E5F74657374';
const SETUP = { settings: [['SecurityProfile', '1']], authorizationKey: OLD } as const;

async function changeKey(station: TestedStation, value: string): Promise<void> {
  const change = { key: 'AuthorizationKey', value };
  station.centralSystem.password = Buffer.from(value, 'hex');
  await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
  await station.pass_s(10);
  expect(station.life.station.link.state).toBe('online');
}

const connections = (station: TestedStation): number =>
  station.record.events.filter(({ kind }) => kind === 'opened').length;

it('TC_073_CS Update Charge Point Password for HTTP Basic Authentication', () =>
  withStation(SETUP, async (station) => {
    await changeKey(station, NEW);
    expect(connections(station)).toBe(2);
    await changeKey(station, OLD);
    expect(connections(station)).toBe(3);
    expect(station.centralSystem.refusedConnections).toBe(0);
    station.expectSent([]);
  }));

it('TC_073_CS in a charge: nothing of it is lost', () =>
  withStation(SETUP, async (station) => {
    const transactionId = await startCharging(station);
    await changeKey(station, NEW);
    await station.card('A');
    station.expectSent([anyOrder(sent('StopTransaction', { transactionId }), status(1, 'Finishing'))]);
  }));

it('TC_073_CS a key that is too short is Rejected, and the connection stays', () =>
  withStation(SETUP, async (station) => {
    const change = { key: 'AuthorizationKey', value: '0011' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Rejected' });
    await station.pass_s(5);
    expect(connections(station)).toBe(1);
  }));

it('TC_073_CS a central system that did not take the new key over: the old one is tried as well', () =>
  withStation(SETUP, async (station) => {
    const change = { key: 'AuthorizationKey', value: NEW };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    await station.pass_s(60);
    expect(station.life.station.link.state).toBe('online');
    expect(station.centralSystem.refusedConnections).toBeGreaterThan(0);
  }));
