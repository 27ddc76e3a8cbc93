import { expect, it } from 'vitest';
import { getDiagnostics, told } from './log-requests.ts';
import { unreachable, withLogServer } from './log-server.ts';
import { withStation } from './tested-station.ts';

it('TC_045_2_CS Get Diagnostics - Upload Failed', () =>
  withStation({}, async (station) => {
    await getDiagnostics(station, { location: await unreachable(), retries: 0 });
    await station.pass_s(1);
    expect(told(station)).toEqual(['Uploading', 'UploadFailed']);
  }));

it('TC_045_2_CS where it is tried again: twice, 30 s apart, and the last one counts', () =>
  withStation({}, async (station) => {
    await getDiagnostics(station, { location: await unreachable(), retries: 2, retryInterval: 30 });
    await station.pass_s(59);
    expect(told(station)).toEqual(['Uploading']);
    await station.pass_s(2);
    expect(told(station)).toEqual(['UploadFailed']);
  }));

it('a second GetDiagnostics takes the place of one that waits for its next try', () =>
  withLogServer((server) =>
    withStation({}, async (station) => {
      await getDiagnostics(station, { location: await unreachable(), retries: 2, retryInterval: 30 });
      await station.pass_s(1);
      const fileName = await getDiagnostics(station, { location: server.url });
      await station.pass_s(60);
      expect(told(station)).toEqual(['Uploading', 'Uploading', 'Uploaded']);
      expect([...server.files.keys()]).toEqual([`/${fileName}`]);
    }),
  ));

it('an upload that a power cut interrupts is begun again, and ends', () =>
  withLogServer((server) =>
    withStation({}, async (station) => {
      const request = { location: await unreachable(), retries: 5, retryInterval: 600 };
      await getDiagnostics(station, request);
      await station.pass_s(1);
      expect(told(station)).toEqual(['Uploading']);
      station.powerCut();
      station.powerUp();
      await station.pass_s(10);
      expect(told(station)).toEqual(['Uploading']);
      await getDiagnostics(station, { location: server.url });
      await station.pass_s(1);
      expect(told(station)).toEqual(['Uploading', 'Uploaded']);
    }),
  ));

it('the end of an upload that nobody could be told is told when the central system is back', () =>
  withStation({}, async (station) => {
    await getDiagnostics(station, { location: await unreachable(), retries: 1, retryInterval: 60 });
    await station.pass_s(1);
    expect(told(station)).toEqual(['Uploading']);
    await station.link('down');
    await station.pass_s(90);
    expect(told(station)).toEqual([]);
    await station.link('up');
    await station.pass_s(90);
    expect(told(station)).toEqual(['UploadFailed']);
  }));
