import { describe, expect, it } from 'vitest';
import type { ConnectorEvent } from '../../machines/vocabulary/events.ts';
import { card, cleared, connectorAlone, fault, remoteStart, stop } from './connector-rig.ts';

const charging = () => connectorAlone().send('CABLE_PLUGGED', card('A'), 'TRANSACTION_STARTED', 'ENERGY_ON');
const GROUND = fault('GroundFailure');
const powerFault = (source: string) =>
  ({ type: 'POWER_FAULT', fault: { errorCode: 'PowerSwitchFailure', source } }) as const;
const powerFaultCleared = (source: string) => ({ type: 'POWER_FAULT_CLEARED', source }) as const;
const WAYS: [string, readonly ConnectorEvent[]][] = [
  ['an immediate stop', [stop(true)]],
  ['a fault', [GROUND, cleared('GroundFailure')]],
  ['an immediate stop after an ordinary one', [stop(), stop(true)]],
  ['a fault after an ordinary stop', [stop(), GROUND, cleared('GroundFailure')]],
];

// It may be welded, and a welded contactor never leads to another start (property S2).
describe.each(WAYS)('a connector whose contactor was told to open at once, by %s', (_, events) => {
  const ended = () => {
    const it = charging().send(...events, 'TRANSACTION_ENDED');
    it.told;
    return it;
  };

  it('starts nothing before the contactor has been seen open', () => {
    const it = ended().send(card('A'), remoteStart());
    expect([it.session, it.told, it.region('opening')]).toEqual(['finishing', [], 'unconfirmed']);
  });

  it('starts again when it has been', () => {
    const it = ended().send('ENERGY_OFF', card('A'));
    expect([it.session, it.region('opening')]).toEqual(['transaction.starting', 'none']);
  });

  it('is faulted if the contactor is welded, and starts again when that is over', () => {
    const it = ended().send(powerFault('weld'));
    expect([it.region('opening'), it.region('condition')]).toEqual(['none', 'faulted']);
    expect(it.send(card('A')).session).toBe('finishing');
    expect(it.send(powerFaultCleared('weld'), card('A')).session).toBe('transaction.starting');
  });

  it('takes no other fault of the power path, nor the end of one, for an opening', () => {
    const it = ended().send(powerFault('overcurrent'), powerFaultCleared('overcurrent'));
    expect([it.region('opening'), it.send(card('A')).session]).toEqual(['unconfirmed', 'finishing']);
  });

  it('takes the end of a weld for one', () => {
    const it = ended().send(powerFaultCleared('weld'));
    expect(it.region('opening')).toBe('none');
  });
});
