import { expect, it } from 'vitest';
import { bootStatuses, sent } from './expected-message.ts';
import { type TestedStation, withColdStation } from './tested-station.ts';
import { own, serve, setupOf, withSecurityProfile } from './tls-station.ts';

/** The central system raises the profile, resets the station, and restarts with the new profile. */
async function upgrade(station: TestedStation, securityProfile: number): Promise<void> {
  const change = { key: 'SecurityProfile', value: String(securityProfile) };
  await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
  await station.expectCall('Reset', { type: 'Hard' }, { status: 'Accepted' });
  serve(station, securityProfile);
  await station.pass_s(10);
  station.expectSent([sent('BootNotification'), bootStatuses('Available'), event('ResetOrReboot')]);
}
const event = (type: string) => sent('SecurityEventNotification', { type });
const profiles = (station: TestedStation): readonly number[] =>
  station.connections.filter(({ kind }) => kind === 'opened').map((it) => it.securityProfile);

it.each([
  [1, 2],
  [2, 3],
])('TC_083_CS Upgrade security profile (from %i to %i)', (from, to) =>
  withColdStation({ ...setupOf(from), own }, async (station) => {
    serve(station, from);
    await station.bootAccepted();
    await upgrade(station, to);
    expect(profiles(station)).toEqual([from, to]);
    // A server of the old profile that comes back is not used any more, not even after a power cut.
    serve(station, from);
    station.centralSystem.front.drop();
    await station.pass_s(120);
    expect(station.life.station.link.state).toBe('offline');
    station.powerCut();
    station.powerUp();
    await station.pass_s(120);
    expect(station.life.station.link.state).toBe('offline');
    serve(station, to);
    await station.pass_s(61);
    expect(station.life.station.link.state).toBe('online');
    expect(profiles(station)).toEqual([from, to, to]);
    station.expectSent([sent('BootNotification'), bootStatuses('Available'), event('StartupOfTheDevice')]);
  }));

it('without Reset the station leaves by itself after a moment, and needs no new BootNotification', () =>
  withSecurityProfile(1, async (station) => {
    const change = { key: 'SecurityProfile', value: '2' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    await station.pass_s(2);
    expect(profiles(station)).toEqual([1]);
    serve(station, 2);
    await station.pass_s(3);
    expect(profiles(station)).toEqual([1, 2]);
    station.expectSent([]);
  }));

it('goes back where the new profile never succeeds (A05.FR.08), and can be raised again', () =>
  withSecurityProfile(1, async (station) => {
    const change = { key: 'SecurityProfile', value: '2' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    await station.pass_s(60);
    expect(station.life.station.link.state).toBe('online');
    expect(profiles(station)).toEqual([1, 1]);
    expect(station.storage.records.configuration.SecurityProfile).toBe('1');
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    serve(station, 2);
    await station.pass_s(10);
    expect(profiles(station)).toEqual([1, 1, 2]);
    station.takeSent();
  }));

it('is Rejected without what the new profile needs', () =>
  withColdStation({ ...setupOf(1), roots: [] }, async (station) => {
    serve(station, 1);
    await station.bootAccepted();
    for (const value of ['2', '3', '4'])
      await station.expectCall(
        'ChangeConfiguration',
        { key: 'SecurityProfile', value },
        { status: 'Rejected' },
      );
  }));
