import { describe, expect, it } from 'vitest';
import { virtualStation } from './virtual-station.ts';

const REQUEST = { connectorId: 1, idTag: 'TAG1', expiryDate: '2026-01-02T00:00:00Z' };

describe('the actors of reservations', () => {
  it('are gone when the reservations are, and a new one may have the same id', async () => {
    const station = await virtualStation();
    const actors = () =>
      Object.keys(station.station.root?.getSnapshot().children ?? {}).filter(isReservation);
    for (const reservationId of [1, 2, 1]) {
      await station.call('ReserveNow', { ...REQUEST, reservationId });
      expect(actors()).toEqual([`reservation-${reservationId}`]);
      expect(station.status(1)).toBe('Reserved');
      await station.call('CancelReservation', { reservationId });
      expect(actors()).toEqual([]);
      expect(station.status(1)).toBe('Available');
    }
    await station.call('ReserveNow', { ...REQUEST, reservationId: 3, expiryDate: '2026-01-01T00:01:00Z' });
    await station.pass_s(60);
    expect(actors()).toEqual([]);
    expect(station.status(1)).toBe('Available');
  });
});

const isReservation = (id: string): boolean => id.startsWith('reservation-');
