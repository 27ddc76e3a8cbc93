import { describe, expect, it } from 'vitest';
import { createEmptyActor } from 'xstate';
import { connector } from '../../machines/connector.ts';
import {
  connectorStatus,
  connectorSummary,
  reportedFault,
  statusReport,
} from '../../machines/rules/connector-status.ts';
import { RECORDS } from './station-fixture.ts';

/** OCPP 1.6 ed.2 7.7 for each state of a session: without a cable, with one. */
const MEANING: Readonly<Record<string, readonly [string, string]>> = {
  idle: ['Available', 'Preparing'],
  deciding: ['Available', 'Preparing'],
  preparing: ['Available', 'Preparing'],
  authorising: ['Available', 'Preparing'],
  released: ['Available', 'Preparing'],
  awaitingPlug: ['Preparing', 'Preparing'],
  'transaction.starting': ['Preparing', 'Preparing'],
  'transaction.supplied.offering': ['Preparing', 'Preparing'],
  'transaction.supplied.resuming': ['SuspendedEVSE', 'SuspendedEVSE'],
  'transaction.supplied.charging': ['Charging', 'Charging'],
  'transaction.supplied.suspendedEV': ['SuspendedEV', 'SuspendedEV'],
  'transaction.suspendedEVSE': ['SuspendedEVSE', 'SuspendedEVSE'],
  'transaction.disconnected': ['SuspendedEV', 'SuspendedEV'],
  'stopping.poweringDown': ['Finishing', 'Finishing'],
  'stopping.storing': ['Finishing', 'Finishing'],
  'stopping.recovering': ['Finishing', 'Finishing'],
  'stopping.halting.poweringDown': ['Finishing', 'Finishing'],
  'stopping.halting.storing': ['Finishing', 'Finishing'],
  'stopping.halting.neverBegun': ['Finishing', 'Finishing'],
  halted: ['Finishing', 'Finishing'],
  finishing: ['Finishing', 'Finishing'],
  backInService: ['Available', 'Preparing'],
};
/** A reservation shows where nobody is. */
const NOBODY = ['idle', 'deciding', 'preparing', 'authorising', 'released', 'backInService'];
const CABLES = ['unknown', 'unplugged', 'plugged'];
const AVAILABILITIES = ['deciding', 'operative', 'scheduled', 'inoperative'];

type Nested = { states: Readonly<Record<string, Nested>> };
const leaves = (state: Nested, path: string): string[] => {
  const below = Object.entries(state.states);
  return below.length === 0
    ? [path]
    : below.flatMap(([key, it]) => leaves(it, path === '' ? key : `${path}.${key}`));
};
const nested = (path: string): string | object => {
  const [head = '', ...rest] = path.split('.');
  return rest.length === 0 ? head : { [head]: nested(rest.join('.')) };
};

const context = (reservedBy: number | null) => ({
  connectorId: 1,
  owner: createEmptyActor(),
  records: { now: RECORDS, toJSON: () => undefined },
  control: { reservedBy, faults: [] },
  data: { chargingProfile: null },
});

function statusIn(
  session: string,
  { cable = 'unplugged', availability = 'operative', condition = 'ok', reservedBy = null as number | null },
): string {
  const value = { session: nested(session), cable, availability, condition };
  return connectorStatus(connector.resolveState({ value, context: context(reservedBy) } as never) as never);
}

describe('the status of a connector', () => {
  it('is decided for every state that a session has', () => {
    const { session } = connector.root.states;
    expect(leaves(session as unknown as Nested, '').toSorted()).toEqual(Object.keys(MEANING).toSorted());
  });

  it('is that of its session and its cable, in service and without a fault', () => {
    for (const [session, [without, withCable]] of Object.entries(MEANING))
      for (const availability of ['operative', 'scheduled', 'deciding'])
        for (const cable of CABLES)
          expect(statusIn(session, { cable, availability }), `${session}, ${cable}`).toBe(
            cable === 'plugged' ? withCable : without,
          );
  });

  it('is Reserved where a reservation holds it and nobody has identified, plugged or not', () => {
    for (const [session, [without, withCable]] of Object.entries(MEANING))
      for (const cable of CABLES) {
        const otherwise = cable === 'plugged' ? withCable : without;
        const expected = NOBODY.includes(session) ? 'Reserved' : otherwise;
        expect(statusIn(session, { cable, reservedBy: 7 }), `${session}, ${cable}`).toBe(expected);
      }
  });

  it('is Unavailable out of service, and Faulted with a fault, whatever else', () => {
    for (const session of Object.keys(MEANING))
      for (const cable of CABLES)
        for (const reservedBy of [null, 7]) {
          expect(statusIn(session, { cable, reservedBy, availability: 'inoperative' })).toBe('Unavailable');
          for (const availability of AVAILABILITIES)
            expect(statusIn(session, { cable, reservedBy, availability, condition: 'faulted' })).toBe(
              'Faulted',
            );
        }
  });
});

describe('the reservation that a summary names', () => {
  const named = (session: string, using: number | null) => {
    const value = { session: nested(session), cable: 'plugged', availability: 'operative', condition: 'ok' };
    const { control, ...rest } = context(7);
    const withUse = { ...rest, control: { ...control, using } };
    return connectorSummary(
      connector.resolveState({
        value: { ...value, temperature: 'cool' },
        context: withUse,
      } as never) as never,
    ).reservationId;
  };

  it('is the one that holds the connector while nobody has it, and the one that a session uses', () => {
    expect(named('preparing', null)).toBe(7);
    expect(named('transaction.starting', 8)).toBe(8);
  });

  it('is none once the session that used it is over: what held the connector then may be gone', () => {
    expect(named('stopping.storing', null)).toBeNull();
    expect(named('finishing', null)).toBeNull();
  });
});

describe('a report', () => {
  const fault = { errorCode: 'GroundFailure', source: 'board', info: 'RCD', vendorErrorCode: '17' } as const;
  const warning = { errorCode: 'HighTemperature', source: 'derating' } as const;

  it('names a fault before a warning, and the oldest first', () => {
    expect(reportedFault([warning, fault])).toBe(fault);
    expect(reportedFault([fault, { ...fault, source: 'other' }])).toBe(fault);
    expect(reportedFault([])).toBeUndefined();
  });

  it('has the words of the fault, else those of the state, else none', () => {
    expect(statusReport(1, 'Faulted', [fault], 'words')).toEqual({
      connectorId: 1,
      status: 'Faulted',
      errorCode: 'GroundFailure',
      info: 'RCD',
      vendorErrorCode: '17',
    });
    expect(statusReport(1, 'SuspendedEV', [], 'words')).toEqual({
      connectorId: 1,
      status: 'SuspendedEV',
      errorCode: 'NoError',
      info: 'words',
    });
    expect(statusReport(0, 'Available', [])).toEqual({
      connectorId: 0,
      status: 'Available',
      errorCode: 'NoError',
    });
  });
});
