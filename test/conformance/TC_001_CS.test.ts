import { expect, it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withColdStation } from './tested-station.ts';

const NOW = '2026-01-01T00:00:00.000Z';

it('TC_001_CS Cold Boot Charge Point', () =>
  withColdStation({}, async (station) => {
    station.centralSystem.answer(
      'BootNotification',
      { status: 'Rejected', currentTime: NOW, interval: 30 },
      ({ chargePointModel }) => {
        expect(chargePointModel).toBeTypeOf('string');
        return { status: 'Accepted', currentTime: station.at_s(station.now_s), interval: 10 };
      },
    );
    station.powerUp();
    await station.pass_s(1);
    station.expectSent([sent('BootNotification')]);

    // Whatever happens meanwhile, not a word: not even an answer.
    station.centralSystem.sendRaw('[2,"not now","GetConfiguration",{}]');
    await station.plug(1);
    await station.card('A');
    await station.unplug(1);
    await station.pass_s(25.9);
    expect(station.record.events.filter((it) => it.kind !== 'started')).toHaveLength(4);
    station.expectSent([]);

    await station.pass_s(1);
    const [boot] = station.expectSent([
      sent('BootNotification'),
      ...[0, 1, 2].map((id) => status(id, 'Available')),
    ]);
    expect(boot?.at_ms).toBe(30_000);

    await station.pass_s(40);
    // The StatusNotifications at 30 s were the last word before.
    expect(station.heartbeats_s).toEqual([40, 50, 60, 70]);
  }));
