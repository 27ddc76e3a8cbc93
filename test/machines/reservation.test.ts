import { describe, expect, it } from 'vitest';
import type { CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { ReservationEvent } from '../../machines/vocabulary/events.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { NOON } from '../rules/station-fixture.ts';
import { MachineAlone } from './machine-alone.ts';

const recordUntil = (wall_ms: number) => ({
  reservationId: 7,
  connectorId: 1,
  idTag: 'A',
  parentIdTag: null,
  expiryDate: isoTime(wall_ms),
});
const held = () =>
  new MachineAlone<ReservationEvent>('reservation', {
    input: { reservation: recordUntil(NOON) },
    ports: {
      alarm: ({ id, wall_ms }: { id: string; wall_ms: number | null }) => `${id} ${wall_ms ?? 'never'}`,
      commit: ({ changes = [] }: CommitRequest) =>
        changes
          .map((it) => (it.type === 'reservation-removed' ? `remove ${it.reservationId}` : it.type))
          .join(),
    },
  });
const EXPIRED = { type: 'ALARM', id: 'expiry', wall_ms: NOON } as const;
const FAILED = { type: 'COMMIT_FAILED', purpose: 'ended' } as const;

describe('a reservation', () => {
  it('is waked at its expiry date', () => {
    const it = held();
    expect([it.told, it.state()]).toEqual([[`alarm expiry ${NOON}`], 'held']);
  });

  it('that was used or cancelled is gone and leaves no alarm behind', () => {
    const it = held().send('GONE');
    expect([it.told.slice(1), it.state()]).toEqual([['alarm expiry never'], 'gone']);
    expect(it.send(EXPIRED).told).toEqual([]);
  });

  it('that is replaced is waked at the new date only', () => {
    const it = held().send({ type: 'REPLACED', reservation: recordUntil(NOON + 60_000) });
    expect([it.told.slice(1), it.state()]).toEqual([
      ['alarm expiry never', `alarm expiry ${NOON + 60_000}`],
      'held',
    ]);
  });

  it.each([
    ['expires', EXPIRED],
    ['has lost its connector', { type: 'LOST' }],
  ] as const)('that %s removes its record, and is gone when the record is', (_, event) => {
    const it = held().send(event);
    expect(it.told.slice(1)).toEqual(['alarm expiry never', 'commit remove 7']);
    expect(it.send('GONE').state()).toBe('gone');
  });

  it('whose end storage refuses tries again every 5 s, until its record is gone', () => {
    const it = held().send(EXPIRED, FAILED);
    it.told;
    expect(it.pass_s(4.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['commit remove 7']);
    expect(it.send(FAILED).pass_s(5).told).toEqual(['commit remove 7']);
    expect(it.send('GONE').pass_s(60).told).toEqual([]);
    expect(it.state()).toBe('gone');
  });

  it('that was cancelled while storage refused its end asks no more', () => {
    const it = held().send(EXPIRED, FAILED, 'GONE');
    it.told;
    expect([it.pass_s(60).told, it.state()]).toEqual([[], 'gone']);
  });
});
