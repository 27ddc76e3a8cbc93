import { describe, expect, it } from 'vitest';
import { TRANSACTION } from '../rules/station-fixture.ts';
import {
  available,
  type ConnectorAlone,
  card,
  connectorAlone,
  fault,
  limit,
  remoteStart,
  stop,
} from './connector-rig.ts';

const refused = (cause: 'meter' | 'storage' | 'ended') => ({ type: 'TRANSACTION_REFUSED', cause }) as const;
const started = (settings: Record<string, string> = {}): ConnectorAlone => {
  const it = connectorAlone({ settings }).send('CABLE_PLUGGED', card('A'), 'TRANSACTION_STARTED');
  it.told;
  return it;
};
const charging = (settings: Record<string, string> = {}): ConnectorAlone => {
  const it = started(settings).send('ENERGY_ON');
  it.told;
  return it;
};
const startAnswered = (accepted: boolean, transaction: number, parentIdTag: string | null = null) =>
  ({ type: 'START_ANSWERED', accepted, transaction, parentIdTag }) as const;

describe('a plugged connector that nobody has identified at', () => {
  it('is Finishing after ConnectionTimeOut, and then a stranger starts nothing', () => {
    const it = connectorAlone().send('CABLE_PLUGGED').pass_s(59.9);
    expect(it.session).toBe('preparing');
    expect(it.pass_s(0.1).session).toBe('finishing');
    it.send(card('A'));
    expect([it.session, it.told]).toEqual(['finishing', []]);
  });

  it('has no time to run out while it is reserved; the time begins when the reservation ends', () => {
    const it = connectorAlone().send({ type: 'RESERVED', reservationId: 5 }, 'CABLE_PLUGGED').pass_s(600);
    expect(it.session).toBe('preparing');
    it.send({ type: 'RESERVED', reservationId: null }).pass_s(59.9);
    expect(it.session).toBe('preparing');
    expect(it.pass_s(0.1).session).toBe('finishing');
  });

  it('has none while it is out of service; the time begins when it is back', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', available(false)).pass_s(600);
    expect(it.session).toBe('preparing');
    it.send(available(true)).pass_s(59.9);
    expect(it.session).toBe('preparing');
    expect(it.pass_s(0.1).session).toBe('finishing');
  });

  it('does not begin its time anew when it is told that it is in service', () => {
    const it = connectorAlone().send('CABLE_PLUGGED').pass_s(50).send(available(true)).pass_s(10);
    expect(it.session).toBe('finishing');
  });

  it('is idle when the cable goes', () => {
    expect(connectorAlone().send('CABLE_PLUGGED', 'CABLE_UNPLUGGED').session).toBe('idle');
  });
});

describe('a Finishing connector', () => {
  const finishing = () => {
    const it = charging().send(stop(true), 'ENERGY_OFF', 'TRANSACTION_ENDED');
    it.told;
    return it;
  };

  it('keeps whose it was, has no transaction any more, and frees its actor', () => {
    const it = finishing();
    expect([it.session, it.control.idTag, it.control.transaction]).toEqual(['finishing', 'A', null]);
    expect(it.children).toEqual(['contactor-1']);
  });

  it('takes the card of its owner, and no other', () => {
    const it = finishing().send(card('B'));
    expect([it.session, it.told]).toEqual(['finishing', []]);
    it.send(card('a'));
    expect([it.session, it.control.idTag]).toEqual(['transaction.starting', 'a']);
  });

  it('forgets in the records, too, when the cable goes', () => {
    const it = finishing().send('CABLE_UNPLUGGED');
    expect([it.session, it.control.idTag, it.told]).toEqual(['idle', null, ['commit unplugged']]);
  });

  it('that nobody has charged at has nothing to forget', () => {
    const it = connectorAlone().send('CABLE_PLUGGED').pass_s(60).send('CABLE_UNPLUGGED');
    expect([it.session, it.told]).toEqual(['idle', []]);
  });

  it('is Finishing again after a remote start that is refused, and free after the cable was out', () => {
    const ask = remoteStart({ verdict: 'ask' });
    const it = finishing().send(ask, 'RELEASE');
    expect(it.session).toBe('finishing');
    it.send('CABLE_UNPLUGGED', 'CABLE_PLUGGED', ask, 'RELEASE');
    expect(it.session).toBe('preparing');
  });
});

describe('the start of a transaction', () => {
  it('permits nothing before it is stored, then the limit', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'));
    expect([it.session, it.told]).toEqual(['transaction.starting', ['transaction of A']]);
    it.send('TRANSACTION_STARTED');
    expect([it.session, it.told]).toEqual(['transaction.supplied.offering', ['contactor: PERMIT 32']]);
  });

  it('under 6 A is a pause of the station, until there is more', () => {
    const it = connectorAlone().send(limit(5.9), 'CABLE_PLUGGED', card('A'), 'TRANSACTION_STARTED');
    expect(it.session).toBe('transaction.suspendedEVSE');
    expect(it.told).toEqual(['transaction of A', 'contactor: REVOKE']);
    it.send(limit(6));
    expect([it.session, it.told]).toEqual(['transaction.supplied.resuming', ['contactor: PERMIT 6']]);
  });

  it.each([
    ['storage', []],
    ['meter', [{ errorCode: 'PowerMeterFailure' }]],
  ] as const)('that %s prevents frees the connector and its actor, and says why', (cause, faults) => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'), refused(cause));
    expect([it.session, it.control.transaction]).toEqual(['preparing', null]);
    expect(it.children).toEqual(['contactor-1']);
    expect(it.control.faults).toMatchObject(faults);
  });

  it('clears what an earlier refusal said of the meter, as an unplugged cable does', () => {
    const silent = connectorAlone().send('CABLE_PLUGGED', card('A'), refused('meter'));
    expect(silent.send(card('A'), 'TRANSACTION_STARTED').control.faults).toEqual([]);
    const unplugged = connectorAlone().send('CABLE_PLUGGED', card('A'), refused('meter'), 'CABLE_UNPLUGGED');
    expect(unplugged.control.faults).toEqual([]);
  });

  it.each([
    ['a Reset', stop(true)],
    ['an unplugged cable', 'CABLE_UNPLUGGED'],
    ['a fault', fault('OtherError')],
  ] as const)('that %s overtakes is refused, and the connector free', (_, event) => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'), event);
    expect(it.session.startsWith('stopping')).toBe(true);
    it.send(refused('ended'));
    expect([it.session === 'idle' || it.session === 'preparing', it.children]).toEqual([
      true,
      ['contactor-1'],
    ]);
    expect(it.control.transaction).toBeNull();
  });
});

describe('a transaction', () => {
  it('ends in order: end told, permit revoked, register read when the contactor is open', () => {
    const it = charging().send(stop());
    expect([it.session, it.told]).toEqual([
      'stopping.poweringDown',
      ['transaction: END Remote null false', 'contactor: REVOKE'],
    ]);
    it.send('ENERGY_OFF');
    expect([it.session, it.told]).toEqual(['stopping.storing', ['transaction: POWER_DOWN']]);
    expect(it.send('TRANSACTION_ENDED').session).toBe('finishing');
  });

  it('ends at once where no time is to be lost', () => {
    const it = charging().send(stop(true));
    expect([it.session, it.told]).toEqual([
      'stopping.storing',
      ['contactor: OPEN_NOW', 'transaction: END Remote null true', 'transaction: POWER_DOWN'],
    ]);
  });

  it('that ends in order ends at once when that is asked for meanwhile, or a fault comes', () => {
    for (const event of [stop(true), fault('GroundFailure')]) {
      const it = charging().send(stop());
      it.told;
      it.send(event);
      expect([it.session, it.told]).toEqual([
        'stopping.storing',
        ['contactor: OPEN_NOW', 'transaction: POWER_DOWN'],
      ]);
    }
    const patient = charging().send(stop(), stop());
    expect(patient.session).toBe('stopping.poweringDown');
  });

  it('of a faulted connector opens at once, with reason Other', () => {
    const it = charging().send(fault('GroundFailure'));
    expect([it.session, it.told]).toEqual([
      'stopping.storing',
      ['contactor: OPEN_NOW', 'transaction: END Other null true', 'transaction: POWER_DOWN'],
    ]);
  });

  it('unplugged at the vehicle ends with EVDisconnected and takes the permit away', () => {
    const { told, session } = charging().send('CABLE_UNPLUGGED');
    expect(new Set(told)).toEqual(
      new Set(['transaction: END EVDisconnected null false', 'contactor: REVOKE']),
    );
    expect(session).toBe('stopping.poweringDown');
  });

  it('unplugged goes on where the key says so, and offers again when it is plugged', () => {
    const it = charging({ StopTransactionOnEVSideDisconnect: 'false' }).send('CABLE_UNPLUGGED');
    expect([it.session, it.told]).toEqual(['transaction.disconnected', ['contactor: REVOKE']]);
    it.send('CABLE_PLUGGED');
    expect([it.session, it.told]).toEqual(['transaction.supplied.suspendedEV', ['contactor: PERMIT 32']]);
  });

  it('unplugged and plugged again under 6 A is a pause of the station', () => {
    const it = charging({ StopTransactionOnEVSideDisconnect: 'false' }).send('CABLE_UNPLUGGED', limit(5));
    it.told;
    it.send('CABLE_PLUGGED');
    expect([it.session, it.told]).toEqual(['transaction.suspendedEVSE', ['contactor: REVOKE']]);
    it.send('CABLE_UNPLUGGED');
    expect(it.session).toBe('transaction.disconnected');
  });

  it('whose limit falls under 6 A in the moment it is unplugged is unplugged first of all', () => {
    const it = charging({ StopTransactionOnEVSideDisconnect: 'false' }).send(limit(5), 'CABLE_UNPLUGGED');
    expect(it.session).toBe('transaction.disconnected');
  });

  it('whose limit falls under 6 A loses its permit, once', () => {
    const it = charging().send(limit(5.9));
    expect(it.session).toBe('transaction.suspendedEVSE');
    expect(it.told).toEqual(['contactor: PERMIT 5.9', 'contactor: REVOKE']);
  });

  it('unplugged before its start is stored takes the permit back all the same', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'));
    it.told;
    expect(it.send('CABLE_UNPLUGGED').told).toEqual([
      'transaction: END EVDisconnected null false',
      'contactor: REVOKE',
    ]);
    expect(it.send('ENERGY_OFF').session).toBe('stopping.storing');
  });

  it('that goes on unplugged ends when its meter is lost: nobody can unplug to clear that', () => {
    const it = charging({ StopTransactionOnEVSideDisconnect: 'false' }).send('CABLE_UNPLUGGED');
    it.told;
    it.send('METER_LOST');
    expect([it.session, it.told, it.control.faults]).toEqual([
      'stopping.poweringDown',
      ['transaction: END Other null false', 'contactor: REVOKE'],
      [],
    ]);
  });

  it('hands a changed key and a clock boundary to its reporter', () => {
    const it = charging().send({ type: 'CONFIGURATION_CHANGED', key: 'MeterValueSampleInterval' });
    it.send({ type: 'ALIGNED', boundary_ms: 900_000 });
    expect(it.told).toEqual([
      'transaction: CONFIGURATION_CHANGED MeterValueSampleInterval',
      'transaction: ALIGNED 900000',
    ]);
  });

  it('offered again after a pause, the vehicle may take it or not', () => {
    const resumed = () => charging().send(limit(0), limit(16));
    expect(resumed().send('ENERGY_ON').session).toBe('transaction.supplied.charging');
    expect(resumed().send('VEHICLE_IDLE').session).toBe('transaction.supplied.suspendedEV');
  });

  it('whose idTag is refused ends, or goes on without energy, as the key says', () => {
    const ends = charging();
    ends.send(startAnswered(false, ends.control.transaction!));
    expect(ends.told).toEqual(['transaction: END DeAuthorized null false', 'contactor: REVOKE']);
    const stays = charging({ StopTransactionOnInvalidId: 'false' });
    stays.send(startAnswered(false, stays.control.transaction!));
    expect([stays.session, stays.told]).toEqual(['transaction.suspendedEVSE', ['contactor: REVOKE']]);
    expect(stays.send(limit(16)).session).toBe('transaction.suspendedEVSE');
  });

  it('is not touched by the answer to an earlier start', () => {
    const it = charging();
    it.send(startAnswered(false, 999), startAnswered(true, 999, 'P'));
    expect([it.session, it.told, it.control.parentIdTag]).toEqual([
      'transaction.supplied.charging',
      [],
      null,
    ]);
    it.send(startAnswered(true, it.control.transaction!, 'P'));
    expect(it.control.parentIdTag).toBe('P');
  });
});

describe('after a power loss', () => {
  it('an open transaction is ended from the records before anything else', () => {
    const records = { transactions: { 7: TRANSACTION } };
    const it = connectorAlone({ records });
    expect([it.session, it.control.transaction]).toEqual(['stopping.recovering', 7]);
    it.send('CABLE_PLUGGED', card('B'));
    expect(it.session).toBe('stopping.recovering');
    expect(it.send('TRANSACTION_ENDED').session).toBe('finishing');
  });
});
