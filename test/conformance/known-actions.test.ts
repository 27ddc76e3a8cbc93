import { expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

/** Requests that the strict central system does not know, or knows the station to refuse, go past it. */
it('UpdateFirmware is known and not supported', () =>
  withStation({}, async (station) => {
    const action = 'UpdateFirmware';
    const payload = { location: 'ftp://files/1', retrieveDate: '2026-01-01T00:00:00Z' };
    station.centralSystem.sendRaw(JSON.stringify([2, 'x', action, payload]));
    await station.pass_s(1);
    const answers = station.record.events.filter((it) => it.kind === 'error' && it.from === 'station');
    expect(answers).toMatchObject([{ messageId: 'x', action, payload: { code: 'NotSupported' } }]);
  }));

it('ClearCache: there is no cache, so Rejected (errata v4.0)', () =>
  withStation({}, async (station) => station.expectCall('ClearCache', {}, { status: 'Rejected' })));

it.each([
  ['Heartbeat', 'Heartbeat'],
  ['LogStatusNotification', 'LogStatusNotification'],
  ['FirmwareStatusNotification', 'SignedFirmwareStatusNotification'],
])('ExtendedTriggerMessage for %s is answered Accepted, and then comes %s', (requestedMessage, action) =>
  withStation({}, async (station) => {
    const before = station.record.events.length;
    station.centralSystem.sendRaw(JSON.stringify([2, 'x', 'ExtendedTriggerMessage', { requestedMessage }]));
    await station.pass_s(1);
    const [, answer, triggered] = station.record.events.slice(before);
    expect(answer).toMatchObject({ kind: 'result', messageId: 'x', payload: { status: 'Accepted' } });
    expect(triggered).toMatchObject({ kind: 'call', from: 'station', action });
    station.takeSent();
  }));
