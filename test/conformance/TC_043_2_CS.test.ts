import { it } from 'vitest';
import { withStation } from './tested-station.ts';

const entry = (idTag: string) => ({ idTag, idTagInfo: { status: 'Accepted' } });

it('TC_043_2_CS Send Local Authorization List - VersionMismatch', () =>
  withStation({}, async (station) => {
    const send = (listVersion: number, updateType: string, idTags: readonly string[], status: string) =>
      station.expectCall(
        'SendLocalList',
        { listVersion, updateType, localAuthorizationList: idTags.map(entry) },
        { status },
      );
    await send(2, 'Full', ['A', 'B'], 'Accepted');
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 2 });
    await send(5, 'Differential', ['B'], 'Accepted');
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 5 });
    await send(4, 'Differential', ['B'], 'VersionMismatch');
    await station.expectCall('GetLocalListVersion', {}, { listVersion: 5 });
  }));
