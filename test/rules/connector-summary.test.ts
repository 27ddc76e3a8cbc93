import { describe, expect, it } from 'vitest';
import { createEmptyActor } from 'xstate';
import { connector } from '../../machines/connector.ts';
import { connectorSummary } from '../../machines/rules/connector-status.ts';
import { RECORDS } from './station-fixture.ts';

const CONTROL = {
  idTag: 'TAG-A',
  parentIdTag: 'FAMILY',
  floating: true,
  transaction: 7,
  deauthorised: false,
  limit_A: 13,
  faults: [],
  reservedBy: null as number | null,
  using: null as number | null,
  halting: false,
};
const VALUE: Readonly<Record<string, unknown>> = {
  session: 'idle',
  cable: 'unplugged',
  temperature: 'cool',
  availability: 'operative',
  condition: 'ok',
};
/** A connector of 32 A in these states. */
const summary = (value: object, control: Partial<typeof CONTROL> = {}) =>
  connectorSummary(
    connector.resolveState({
      value: { ...VALUE, ...value },
      context: {
        connectorId: 2,
        owner: createEmptyActor(),
        records: { now: RECORDS, toJSON: () => undefined },
        control: { ...CONTROL, ...control },
        data: { chargingProfile: null },
      },
    } as never) as never,
  );
const charging = { transaction: { supplied: 'charging' } };

describe('what a charge point knows of its connector', () => {
  it('is all of this while it charges', () => {
    expect(summary({ session: charging, cable: 'plugged' }, { using: 5, reservedBy: 6 })).toStrictEqual({
      connectorId: 2,
      report: { connectorId: 2, status: 'Charging', errorCode: 'NoError' },
      status: 'Charging',
      plugged: true,
      session: 'transaction',
      halted: false,
      idTag: 'TAG-A',
      parentIdTag: 'FAMILY',
      floating: true,
      transaction: 7,
      operative: true,
      scheduledInoperative: false,
      faults: [],
      faulted: false,
      reservationId: 5,
      wantsEnergy: true,
      limit_A: 13,
    });
  });

  it.each<[string | object, string]>([
    ['deciding', 'idle'],
    ['idle', 'idle'],
    ['preparing', 'preparing'],
    ['authorising', 'authorising'],
    ['awaitingPlug', 'awaiting-plug'],
    ['released', 'idle'],
    [charging, 'transaction'],
    [{ stopping: 'storing' }, 'stopping'],
    ['halted', 'stopping'],
    ['finishing', 'finishing'],
  ])('is where its session stands: %o is %s', (session, phase) => {
    expect(summary({ session }).session).toBe(phase);
  });

  it('is its cable, its availability and its faults', () => {
    expect(summary({})).toMatchObject({ plugged: false, operative: true, faulted: false });
    expect(summary({ availability: 'scheduled' })).toMatchObject({
      operative: false,
      scheduledInoperative: true,
    });
    expect(summary({ availability: 'inoperative' })).toMatchObject({
      operative: false,
      scheduledInoperative: false,
    });
    expect(summary({ condition: 'faulted' }).faulted).toBe(true);
  });

  it('is the reservation in use, else the one that holds it', () => {
    expect(summary({}, { reservedBy: 6 }).reservationId).toBe(6);
    expect(summary({}, { using: 5 }).reservationId).toBe(5);
    expect(summary({}).reservationId).toBeNull();
  });
});

describe('a connector wants energy', () => {
  it('while a transaction runs that is authorised and whose vehicle is there', () => {
    expect(summary({ session: charging }).wantsEnergy).toBe(true);
    expect(summary({ session: { transaction: 'suspendedEVSE' } }).wantsEnergy).toBe(true);
  });

  it('not without authorisation, without its vehicle, or without a transaction', () => {
    expect(summary({ session: charging }, { deauthorised: true }).wantsEnergy).toBe(false);
    const gone = summary({ session: { transaction: 'disconnected' } });
    expect(gone.wantsEnergy).toBe(false);
    expect(gone.report.info).toBe('EV side disconnected');
    expect(summary({ session: 'preparing' }).wantsEnergy).toBe(false);
    expect(summary({ session: { stopping: 'storing' } }, { deauthorised: true }).wantsEnergy).toBe(false);
  });
});

it('an orderly stop is carried out once neither a transaction runs nor one is being stopped', () => {
  const halted = (session: string | object, halting = true) => summary({ session }, { halting }).halted;
  expect(halted('idle')).toBe(true);
  expect(halted('finishing')).toBe(true);
  expect(halted('halted')).toBe(true);
  expect(halted(charging)).toBe(false);
  expect(halted({ stopping: 'storing' })).toBe(false);
  expect(halted('idle', false)).toBe(false);
  expect(halted('halted', false)).toBe(false);
});

it('heat leaves half of the rating, then a quarter, then says nothing more of current', () => {
  expect(summary({ temperature: 'warm' }).derated_A).toBe(16);
  expect(summary({ temperature: 'hot' }).derated_A).toBe(8);
  expect(summary({ temperature: 'cool' })).not.toHaveProperty('derated_A');
});
