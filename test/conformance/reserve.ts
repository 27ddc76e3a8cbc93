import { expect } from 'vitest';
import { sent, status } from './expected-message.ts';
import type { TestedStation } from './tested-station.ts';

type Reservation = {
  readonly connectorId?: number;
  readonly idTag?: string;
  readonly reservationId?: number;
  readonly parentIdTag?: string;
  /** From now on. */
  readonly expires_s?: number;
};

/** Reserves, connector 1 for A under the number 7 unless it says otherwise; `is`: how the station answers. */
export async function reserve(
  station: TestedStation,
  { expires_s = 600, ...reservation }: Reservation = {},
  is = 'Accepted',
): Promise<void> {
  const expiryDate = station.at_s(station.now_s + expires_s);
  const request = { connectorId: 1, idTag: 'A', reservationId: 7, expiryDate, ...reservation };
  await station.expectCall('ReserveNow', request, { status: is });
  await station.pass_s(1);
}

/** Reserves connector 1, and sees it Reserved. */
export async function reserved(station: TestedStation, reservation: Reservation = {}): Promise<void> {
  await reserve(station, reservation);
  station.expectSent([status(1, 'Reserved')]);
}

/** The flows leave only one connector in service. */
export async function onlyConnector1(station: TestedStation): Promise<void> {
  const change = { connectorId: 2, type: 'Inoperative' };
  await station.expectCall('ChangeAvailability', change, { status: 'Accepted' });
  await station.pass_s(1);
  station.expectSent([status(2, 'Unavailable')]);
}

/** A charging session of another driver on connector 1, which uses no reservation. */
export async function othersCharge(station: TestedStation): Promise<void> {
  await station.card('B');
  await station.plug(1);
  const start = station.takeSent().find(({ action }) => action === 'StartTransaction');
  expect(start?.payload).toEqual({
    connectorId: 1,
    idTag: 'B',
    meterStart: expect.any(Number),
    timestamp: expect.any(String),
  });
}

/** What goes out when A, or another, charges on a reservation. */
export const startOn = (reservationId: number, idTag = 'A', connectorId = 1) =>
  sent('StartTransaction', { connectorId, idTag, reservationId });
