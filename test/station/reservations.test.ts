import { describe, expect, it } from 'vitest';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { statusOf } from './charging-requests.ts';
import { type VirtualStation, virtualStation } from './virtual-station.ts';

/** Reserves connector 1 for A under the number 7 unless it says otherwise. */
async function reserve(station: VirtualStation, changes: object = {}): Promise<unknown> {
  const expiryDate = isoTime(station.clock.now().wall_ms + 600_000);
  const answer = await statusOf(station, 'ReserveNow', {
    ...{ connectorId: 1, idTag: 'A', reservationId: 7, expiryDate },
    ...changes,
  });
  await station.pass_s(1);
  return answer;
}
const held = (station: VirtualStation) =>
  Object.values(station.storage.records.reservations).map(
    ({ reservationId, idTag, connectorId }) => `${reservationId} for ${idTag} on ${connectorId}`,
  );
const starts = (station: VirtualStation) => station.central.of('StartTransaction');
const asked = (station: VirtualStation) => station.central.of('Authorize').map(({ idTag }) => idTag);
const only1 = async (station: VirtualStation): Promise<void> => {
  await statusOf(station, 'ChangeAvailability', { connectorId: 2, type: 'Inoperative' });
  await station.pass_s(1);
};

describe('ReserveNow that is wrong or odd', () => {
  it.each<readonly [string, unknown, object]>([
    ['an expiry that has passed', 'Rejected', { expiryDate: '2020-01-01T00:00:00Z' }],
    ['a connector that does not exist', 'Rejected', { connectorId: 3 }],
    ['connector -1', 'Rejected', { connectorId: -1 }],
    ['an expiry that is no date', 'PropertyConstraintViolation', { expiryDate: 'soon' }],
    ['an idTag of 21 characters', 'PropertyConstraintViolation', { idTag: '123456789012345678901' }],
    ['half a reservationId', 'TypeConstraintViolation', { reservationId: 1.5 }],
    ['no reservationId', 'OccurenceConstraintViolation', { reservationId: undefined }],
  ])('%s: %s, and no reservation', async (_why, answer, changes) => {
    const station = await virtualStation();
    expect(await reserve(station, changes)).toBe(answer);
    expect([held(station), station.status(1)]).toEqual([[], 'Available']);
  });

  it('a refused replacement leaves the reservation as it was', async () => {
    const station = await virtualStation();
    await reserve(station);
    await station.charge(2, 'X');
    expect(await reserve(station, { connectorId: 2, idTag: 'B' })).toBe('Occupied');
    expect(await reserve(station, { idTag: 'B', expiryDate: '2020-01-01T00:00:00Z' })).toBe('Rejected');
    expect([held(station), station.status(1)]).toEqual([['7 for A on 1'], 'Reserved']);
  });

  it('numbers may be 0 and negative', async () => {
    const station = await virtualStation();
    expect(await reserve(station, { reservationId: 0 })).toBe('Accepted');
    expect(await reserve(station, { reservationId: -1, connectorId: 2 })).toBe('Accepted');
    expect(await statusOf(station, 'CancelReservation', { reservationId: -1 })).toBe('Accepted');
    expect(held(station)).toEqual(['0 for A on 1']);
  });
});

describe('while its driver has identified and not yet plugged in', () => {
  async function waiting(): Promise<VirtualStation> {
    const station = await virtualStation();
    await reserve(station);
    await station.card('A');
    expect(station.status(1)).toBe('Preparing');
    return station;
  }
  const start = (reservationId?: number) => [
    {
      ...{ connectorId: 1, idTag: 'A', meterStart: 0, timestamp: expect.any(String) },
      ...(reservationId === undefined ? {} : { reservationId }),
    },
  ];

  it('a reservation is used', async () => {
    const station = await waiting();
    await station.plug(1);
    expect([starts(station), held(station)]).toEqual([start(7), []]);
  });

  it('its number, given to another driver elsewhere, stays that driver’s', async () => {
    const station = await waiting();
    expect(await reserve(station, { connectorId: 2, idTag: 'B' })).toBe('Accepted');
    await station.plug(1);
    await station.pass_s(1);
    expect([starts(station), held(station)]).toEqual([start(), ['7 for B on 2']]);
    expect(station.status(2)).toBe('Reserved');
  });

  it('one that was cancelled is not used any more', async () => {
    const station = await waiting();
    expect(await statusOf(station, 'CancelReservation', { reservationId: 7 })).toBe('Accepted');
    await station.plug(1);
    expect([starts(station), held(station)]).toEqual([start(), []]);
  });

  it('one that expired is not used any more', async () => {
    const station = await virtualStation();
    await reserve(station, { expiryDate: isoTime(station.clock.now().wall_ms + 10_000) });
    await station.card('A');
    await station.pass_s(20);
    await station.plug(1);
    expect([starts(station), held(station)]).toEqual([start(), []]);
  });

  it('the connector is Occupied for anyone else, under its own number too', async () => {
    const station = await waiting();
    expect(await reserve(station, { idTag: 'B' })).toBe('Occupied');
    expect(held(station)).toEqual(['7 for A on 1']);
  });
});

describe('while it is used', () => {
  it('it is over: its number is free, and cannot be cancelled', async () => {
    const station = await virtualStation();
    await reserve(station);
    await station.charge(1, 'A');
    expect(await statusOf(station, 'CancelReservation', { reservationId: 7 })).toBe('Rejected');
    expect(await reserve(station)).toBe('Occupied');
    expect(await reserve(station, { connectorId: 2, idTag: 'B' })).toBe('Accepted');
    expect([station.status(1), station.status(2)]).toEqual(['Charging', 'Reserved']);
  });
});

describe('the parent of an idTag', () => {
  const family = (station: VirtualStation): void =>
    station.central.answers('Authorize', ({ idTag }) => ({
      conf: { idTagInfo: { status: 'Accepted', parentIdTag: idTag === 'B' ? 'FAMILY' : 'OTHERS' } },
    }));

  it('is asked for only where a reservation names one (5.13)', async () => {
    const station = await virtualStation();
    await only1(station);
    await reserve(station);
    await station.plug(1);
    await station.card('B');
    expect(asked(station)).toEqual([]);
    expect(await reserve(station, { parentIdTag: 'family' })).toBe('Accepted');
    family(station);
    await station.card('C');
    expect([asked(station), station.status(1)]).toEqual([['C'], 'Reserved']);
    await station.card('B');
    await station.pass_s(1);
    expect([asked(station), station.status(1)]).toEqual([['C', 'B'], 'Charging']);
    expect(starts(station)).toEqual([expect.objectContaining({ idTag: 'B', reservationId: 7 })]);
    expect(held(station)).toEqual([]);
  });

  it('is looked up in the local list first, by card and by remote start', async () => {
    const station = await virtualStation();
    await station.configure('LocalPreAuthorize', 'true');
    const list = ['B', 'C'].map((idTag) => ({
      idTag,
      idTagInfo: { status: 'Accepted', parentIdTag: `family of ${idTag}` },
    }));
    await statusOf(station, 'SendLocalList', {
      ...{ listVersion: 1, updateType: 'Full', localAuthorizationList: list },
    });
    await reserve(station, { parentIdTag: 'FAMILY OF B' });
    await reserve(station, { reservationId: 8, connectorId: 2, parentIdTag: 'FAMILY OF C' });
    const remote = (idTag: string) => statusOf(station, 'RemoteStartTransaction', { connectorId: 2, idTag });
    // The list knows the parent of B: it is another family.
    expect(await remote('B')).toBe('Rejected');
    expect(await remote('C')).toBe('Accepted');
    await station.plug(2);
    await station.plug(1);
    await station.card('B');
    await station.pass_s(1);
    expect(asked(station)).toEqual([]);
    expect(starts(station)).toEqual([
      expect.objectContaining({ connectorId: 2, idTag: 'C', reservationId: 8 }),
      expect.objectContaining({ connectorId: 1, idTag: 'B', reservationId: 7 }),
    ]);
  });
});
