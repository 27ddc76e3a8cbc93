import { expect, it } from 'vitest';
import { getLog, told } from './log-requests.ts';
import { unreachable, withLogServer } from './log-server.ts';
import { withStation } from './tested-station.ts';

it('TC_079_CS Get Security Log', () =>
  withLogServer((server) =>
    withStation(
      { authorizationKey: '4F43415F4F4354545F61646D696E5F74657374', settings: [['SecurityProfile', '1']] },
      async (station) => {
        const { status, filename } = await getLog(station, 31, server.url);
        expect(status).toBe('Accepted');
        await station.pass_s(1);
        expect(told(station)).toEqual(['Uploading 31', 'Uploaded 31']);
        expect(server.files.get(`/${filename}`)).toContain('StartupOfTheDevice');
      },
    ),
  ));

it('a second GetLog cancels the upload of the first, and says so (N01.FR.12)', () =>
  withLogServer((server) =>
    withStation({}, async (station) => {
      await getLog(station, 1, await unreachable(), { retries: 3, retryInterval: 60 });
      await station.pass_s(1);
      expect(await getLog(station, 2, server.url)).toMatchObject({ status: 'AcceptedCanceled' });
      await station.pass_s(300);
      expect(told(station)).toEqual(['Uploading 1', 'Uploading 2', 'Uploaded 2']);
    }),
  ));

it.each([
  ['no URL', 'logs.test', 'BadMessage'],
  ['of a protocol that the station does not speak', 'sftp://logs.test/', 'NotSupportedOperation'],
])('a location that is %s is told as %s', (_, location, status) =>
  withStation({}, async (station) => {
    await getLog(station, 5, location);
    await station.pass_s(1);
    expect(told(station)).toEqual(['Uploading 5', `${status} 5`]);
  }));
