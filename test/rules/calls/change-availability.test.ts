import { describe, expect, it } from 'vitest';
import { changeAvailability } from '../../../machines/rules/calls/change-availability.ts';
import { CHARGE_POINT, connectorActor } from '../../../machines/vocabulary/peer.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { CHARGING, connector, view } from '../station-fixture.ts';

const REJECTED = { conf: { status: 'Rejected' } };
const ask = (connectorId: number, type: 'Operative' | 'Inoperative', first: Partial<ConnectorSummary> = {}) =>
  changeAvailability({ connectorId, type }, view({}, { connectors: [connector(1, first), connector(2)] }));
const set = (connectorId: number, operative: boolean) => ({
  type: 'connector-availability-set',
  connectorId,
  operative,
});

describe('ChangeAvailability', () => {
  it('of a connector is recorded before the answer, and the connector told after it', () => {
    for (const operative of [true, false])
      expect(ask(2, operative ? 'Operative' : 'Inoperative')).toEqual({
        conf: { status: 'Accepted' },
        confIfFailed: { status: 'Rejected' },
        changes: [set(2, operative)],
        then: [{ to: connectorActor(2), event: { type: 'SET_AVAILABILITY', operative } }],
      });
  });

  it('of connector 0 is that of the station and of every connector (5.2)', () => {
    expect(ask(0, 'Inoperative')).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [{ type: 'station-availability-set', operative: false }, set(1, false), set(2, false)],
      then: [{ to: CHARGE_POINT, event: { type: 'SET_STATION_AVAILABILITY', operative: false } }],
    });
  });

  it.each<[number, 'Operative' | 'Inoperative', Partial<ConnectorSummary>, string]>([
    [1, 'Inoperative', CHARGING, 'Scheduled'],
    [1, 'Inoperative', { session: 'stopping' }, 'Scheduled'],
    [0, 'Inoperative', CHARGING, 'Scheduled'],
    [2, 'Inoperative', CHARGING, 'Accepted'],
    [1, 'Inoperative', { session: 'finishing' }, 'Accepted'],
    [1, 'Operative', CHARGING, 'Accepted'],
  ])('waits for the end of a transaction: connector %i, %s, %o: %s', (id, type, first, status) => {
    expect(ask(id, type, first)).toMatchObject({ conf: { status } });
  });

  it.each([0, 1])('is recorded alone while firmware is installed: the records hold after it: %i', (id) => {
    const installing = view({}, { connectors: [connector(1), connector(2)], installing: true });
    const of = (type: 'Operative' | 'Inoperative') =>
      changeAvailability({ connectorId: id, type }, installing);
    expect(of('Operative')).toMatchObject({ conf: { status: 'Scheduled' }, then: [] });
    expect(of('Inoperative')).toMatchObject({ conf: { status: 'Accepted' }, then: [] });
  });

  it('is Rejected for a connector that does not exist, and while the station goes down', () => {
    expect(ask(3, 'Operative')).toEqual(REJECTED);
    expect(changeAvailability({ connectorId: 1, type: 'Operative' }, view({}, { restarting: true }))).toEqual(
      REJECTED,
    );
  });
});
