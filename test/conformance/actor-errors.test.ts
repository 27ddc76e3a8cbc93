import { describe, expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { install, profile } from './charging-profile.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { TestedStation, withStation } from './tested-station.ts';

/** An event of a shape that cannot occur: the actor that takes it throws. */
async function kill(station: TestedStation, actor: string, event: object): Promise<void> {
  station.life.station.edge.deliver(actor, event as never);
  await station.pass_s(1);
}
const BROKEN_REPORTS = { type: 'OBSERVED', reports: null };
const BROKEN_ANSWER = {
  type: 'RESULT',
  get messageId() {
    throw new Error('broken');
  },
};

describe('an actor that dies of an error is rebuilt, and the station goes on', () => {
  it('the status reporter: all is told anew, and then what changes', async () => {
    // Not `withStation`: a status told twice is no news, but the new reporter cannot know that.
    const station = new TestedStation({});
    await station.centralSystem.listen();
    try {
      await station.bootAccepted();
      await kill(station, 'status-reporter', BROKEN_REPORTS);
      station.expectSent([0, 1, 2].map((id) => status(id, 'Available')));
      await station.plug(1);
      station.expectSent([status(1, 'Preparing')]);
    } finally {
      await station.close();
    }
  });

  it('the current limits: a running transaction keeps to its profile, and to a new one', () =>
    withStation({ settings: [['MeterValueSampleInterval', '0']] }, async (station) => {
      await startCharging(station);
      await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 16]]));
      await kill(station, 'current-limits', { type: 'REVIEW', at: null });
      await station.pass_s(10);
      expect(station.world.outlet(1).offer_A).toBe(16);
      await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 10]]));
      expect(station.world.outlet(1).offer_A).toBe(10);
    }));

  it('the connection with its queue: what waits in storage is delivered, under ids never used before', () =>
    withStation({}, async (station) => {
      await startCharging(station);
      await station.link('down');
      await station.card('A');
      await kill(station, 'call-queue', BROKEN_ANSWER);
      await station.link('up');
      await station.pass_s(60);
      station.expectSent([anyOrder(sent('StopTransaction'), status(1, 'Finishing'))]);
      await kill(station, 'call-queue', BROKEN_ANSWER);
      await station.pass_s(60);
      await station.unplug(1);
      expect(station.takeSent().at(-1)?.payload).toMatchObject({ connectorId: 1, status: 'Available' });
      const ids = station.record.events.flatMap((it) =>
        it.kind === 'call' && it.from === 'station' ? [it.messageId] : [],
      );
      expect(new Set(ids).size).toBe(ids.length);
    }));
});
