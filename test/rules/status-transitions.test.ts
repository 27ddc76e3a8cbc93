import { expect, it } from 'vitest';
import { mayFollow } from '../../machines/rules/status-transitions.ts';
import type { ChargePointStatus } from '../../machines/vocabulary/status.ts';

/** In the order of the rows and columns of OCPP 1.6 ed.2 4.9: A and 1 are Available, I and 9 are Faulted. */
const STATUSES: readonly ChargePointStatus[] = [
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEV',
  'SuspendedEVSE',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
];
/** The filled cells of the table, row by row. */
const TABLE = `
  A2 A3 A4 A5 A7 A8 A9
  B1 B3 B4 B5 B6 B9
  C1 C4 C5 C6 C8 C9
  D1 D3 D5 D6 D8 D9
  E1 E3 E4 E6 E8 E9
  F1 F2 F8 F9
  G1 G2 G8 G9
  H1 H2 H3 H4 H5 H9
  I1 I2 I3 I4 I5 I6 I7 I8`;
/** Right, although the table has no such cell: a fault of the table, and reservations under a cable. */
const BESIDES = ['B8', 'B7', 'F7'];

it('a status may follow another one as the table of 4.9 has it, itself, and in three ways more', () => {
  const cells = new Set([...TABLE.trim().split(/\s+/), ...BESIDES]);
  for (const [row, from] of STATUSES.entries())
    for (const [column, to] of STATUSES.entries()) {
      const cell = `${'ABCDEFGHI'[row]}${column + 1}`;
      expect(mayFollow(from, to), `${from} to ${to}`).toBe(row === column || cells.has(cell));
    }
});
