import { describe, expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { withStation } from './tested-station.ts';

const REJECTED = { status: 'Rejected' };
const ON_1 = { connectorId: 1, idTag: 'B' };

describe('RemoteStartTransaction is Rejected, and nothing starts (OCPP 1.6 ed.2 5.11)', () => {
  it('on a connector that the station does not have', () =>
    withStation({}, async (station) => {
      await station.expectCall('RemoteStartTransaction', { connectorId: 3, idTag: 'B' }, REJECTED);
    }));

  it.each([0, 1])('while connector %i is Faulted', (connectorId) =>
    withStation({}, async (station) => {
      station.world.raiseFault(connectorId, { errorCode: 'OverVoltage' });
      await station.pass_s(1);
      await station.expectCall('RemoteStartTransaction', ON_1, REJECTED);
      station.takeSent();
    }));

  it('where another driver waits for the cable', () =>
    withStation({}, async (station) => {
      await station.card('A');
      await station.expectCall('RemoteStartTransaction', ON_1, REJECTED);
      station.takeSent();
    }));

  it('while a Soft reset waits for its StopTransaction to be answered', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station, 2);
      station.centralSystem.answer('StopTransaction', silence);
      await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
      await station.pass_s(1);
      await station.expectCall('RemoteStartTransaction', ON_1, REJECTED);
      await station.expectCall('RemoteStopTransaction', { transactionId }, REJECTED);
      await station.pass_s(20);
      const started = station.takeSent().filter(({ action }) => action === 'StartTransaction');
      expect(started).toEqual([]);
    }));
});

it('RemoteStopTransaction of a transaction that has ended is Rejected', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await station.card('A');
    station.takeSent();
    await station.expectCall('RemoteStopTransaction', { transactionId }, REJECTED);
  }));
