import { describe, expect, it } from 'vitest';
import { virtualStation } from './virtual-station.ts';

describe('a station that charges all its life', () => {
  it('meets no new type of event: XState keeps something for each one it has ever seen', async () => {
    const types = new Set<string>();
    const station = await virtualStation({
      inspect: (inspected) => {
        if (inspected.type === '@xstate.event') types.add(inspected.event.type);
      },
    });
    const reserve = { connectorId: 2, idTag: 'TAG2', expiryDate: '2027-01-01T00:00:00Z' };
    const round = async (reservationId: number): Promise<void> => {
      await station.charge(1);
      await station.card('TAG1');
      await station.unplug(1);
      await station.call('ReserveNow', { ...reserve, reservationId });
      await station.call('CancelReservation', { reservationId });
    };
    await round(1);
    const before = [...types];
    for (let id = 2; id <= 5; id++) await round(id);
    expect(station.central.of('StopTransaction')).toHaveLength(5);
    expect([...types]).toEqual(before);
  });
});
