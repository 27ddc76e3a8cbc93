import { expect, it } from 'vitest';
import { withStation } from './tested-station.ts';

const NAME = 'Idle Charge Point (case of older tool versions; number believed to be TC_035)';

it(`LEGACY_IDLE_CHARGE_POINT ${NAME}`, () =>
  withStation({}, async (station) => {
    const change = { key: 'HeartbeatInterval', value: '10' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    const from_s = station.now_s;
    await station.pass_s(30);
    expect(station.heartbeats_s).toEqual([from_s + 10, from_s + 20, from_s + 30]);
    await station.link('down');
    await station.pass_s(60);
    expect(station.heartbeats_s).toHaveLength(3);
    await station.link('up');
    await station.pass_s(30);
    expect(station.heartbeats_s.length).toBeGreaterThanOrEqual(5);
    station.expectSent([]);
  }));
