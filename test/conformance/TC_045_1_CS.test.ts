import { expect, it } from 'vitest';
import { withFtpDirectory } from './ftp-location.ts';
import { getDiagnostics, told } from './log-requests.ts';
import { withLogServer } from './log-server.ts';
import { withStation } from './tested-station.ts';

it('TC_045_1_CS Get Diagnostics', () =>
  withLogServer((server) =>
    withStation({}, async (station) => {
      const fileName = await getDiagnostics(station, { location: server.url });
      await station.pass_s(1);
      expect(told(station)).toEqual(['Uploading', 'Uploaded']);
      const [head, line] = (server.files.get(`/${fileName}`) ?? '').split('\n');
      expect(JSON.parse(head ?? '')).toMatchObject({
        station: { identity: 'CP-1' },
        configuration: { HeartbeatInterval: '60' },
      });
      expect(line).toContain('a line of diagnostics');
    }),
  ));

it('TC_045_1_CS by FTP, with a name and a password', () =>
  withFtpDirectory((directory) =>
    withStation({}, async (station) => {
      const fileName = await getDiagnostics(station, { location: directory.url });
      await station.pass_s(1);
      expect(told(station)).toEqual(['Uploading', 'Uploaded']);
      expect([...directory.files.keys()]).toEqual([`logs/${fileName}`]);
      expect(JSON.stringify(station.storage.records)).not.toContain(directory.password);
    }),
  ));
