import { describe, expect, it } from 'vitest';
import type { ChargePointOutput } from '../../machines/charge-point.ts';
import type { CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { ChargePointEvent } from '../../machines/vocabulary/events.ts';
import { CHARGING, connector } from '../rules/station-fixture.ts';
import { eventWords, MachineAlone } from './machine-alone.ts';
import { recordingLogic } from './recording-logic.ts';

/** The station alone: its children only note what they are told, all connectors by one name. */
function station() {
  const heard: string[] = [];
  const child = (name: string) => recordingLogic((event) => void heard.push(`${name}: ${eventWords(event)}`));
  const it = new MachineAlone<ChargePointEvent>('chargePoint', {
    input: { interruption: 'PowerLoss', idPrefix: 'a', waiting: { transaction: 0, security: 0 } },
    children: {
      connector: child('connector'),
      rfidSession: child('reader'),
      ocppConnection: child('connection'),
      reservation: child('reservation'),
      chargePointCertificate: recordingLogic(() => {}),
      currentLimits: child('limits'),
      statusReporter: child('reporter'),
    },
    ports: {
      commit: ({ purpose, reply }: CommitRequest) => `${purpose}${reply ? ` ${JSON.stringify(reply)}` : ''}`,
      call: ({ action }: { action: string }) => action,
      readMeter: ({ connectorId, purpose }: { connectorId: number; purpose: string }) =>
        `${connectorId} ${purpose}`,
      alignedAlarm: ({ every_s }: { every_s: number }) => `every ${every_s}`,
      forceOpen: ({ connectorId }: { connectorId: number }) => String(connectorId),
      awaitDelivery: () => '',
    },
  });
  it.told;
  return { it, heardBy: (name: string) => heard.splice(0).filter((line) => line.startsWith(`${name}:`)) };
}

const summary = (change: Parameters<typeof connector>[1]) =>
  ({ type: 'CONNECTOR_SUMMARY', summary: connector(1, change) }) as const;
const halted = (connectorId: number) =>
  ({ type: 'CONNECTOR_SUMMARY', summary: connector(connectorId, { halted: true }) }) as const;
const RESET = { type: 'RESET', kind: 'Soft' } as const;
const RESTART = { ended: 'restart', interruption: 'SoftReset' };
const STOPPED = { ended: 'stopped', interruption: 'Reboot' };

describe('a Reset', () => {
  const charging = () => station().it.send(summary(CHARGING));

  it('waits 15 s for the transactions to end, and goes on without those that do not', () => {
    const it = charging().send(RESET).pass_s(14.9);
    expect(it.state()).toBe('resetting.stopping');
    expect(it.pass_s(0.1).state()).toBe('resetting.reporting');
    expect(it.pass_s(5.3).output<ChargePointOutput>()).toEqual(RESTART);
  });

  it('leaves the last statuses 0.3 s, then waits 5 s for the central system to confirm', () => {
    const it = station().it.send(RESET).pass_s(0.29);
    expect(it.state()).toBe('resetting.reporting');
    it.pass_s(0.01);
    expect([it.state(), it.told]).toEqual(['resetting.delivering', ['awaitDelivery']]);
    expect(it.pass_s(4.9).output()).toBeUndefined();
    expect([it.pass_s(0.1).state(), it.output<ChargePointOutput>()]).toEqual(['restarted', RESTART]);
  });

  it('is over as soon as nothing waits for an answer', () => {
    const it = station().it.send(RESET).pass_s(0.3).send('QUEUE_EMPTY');
    expect([it.state(), it.output<ChargePointOutput>()]).toEqual(['restarted', RESTART]);
  });

  it('that the end of the process overtakes becomes an orderly stop: every connector halts', () => {
    const { it, heardBy } = station();
    it.send(RESET);
    heardBy('connector');
    expect(it.send('SHUT_DOWN').state()).toBe('halting.poweringDown');
    expect(heardBy('connector')).toEqual(['connector: HALT', 'connector: HALT']);
  });
});

describe('an orderly stop', () => {
  it('stores the clean marker once all contactors are open and all registers stored', () => {
    const { it } = station();
    it.send('SHUT_DOWN', halted(1));
    expect([it.state(), it.told]).toEqual(['halting.poweringDown', []]);
    it.send(halted(2));
    expect([it.state(), it.told]).toEqual(['halting.marking', ['commit clean-stop']]);
    it.send({ type: 'COMMIT_FAILED', purpose: 'clean-stop' });
    expect([it.state(), it.output<ChargePointOutput>()]).toEqual(['stopped', STOPPED]);
  });

  it('goes down after 8 s without the marker where a contactor does not open', () => {
    const { it } = station();
    it.send('SHUT_DOWN', halted(1)).pass_s(7.9);
    expect(it.state()).toBe('halting.poweringDown');
    it.pass_s(0.1);
    expect([it.state(), it.told, it.output<ChargePointOutput>()]).toEqual(['stopped', [], STOPPED]);
  });

  it('waits no longer for storage than for contactors', () => {
    const { it } = station();
    it.send('SHUT_DOWN').pass_s(5).send(halted(1), halted(2)).pass_s(3);
    expect([it.state(), it.output<ChargePointOutput>()]).toEqual(['stopped', STOPPED]);
  });
});

describe('a CALL is answered by what the station is', () => {
  const reset: ChargePointEvent = {
    type: 'CALL',
    messageId: 'm-1',
    action: 'Reset',
    payload: { type: 'Soft' },
    at: { monotonic_ms: 0, wall_ms: 0 },
  };
  const answer = (status: string) => [`commit answer {"messageId":"m-1","conf":{"status":"${status}"}}`];

  it('in service: a Reset is accepted; on its way down it is rejected', () => {
    const { it } = station();
    expect(it.send(reset).told).toEqual(answer('Accepted'));
    expect(it.send(RESET, reset).told).toEqual(answer('Rejected'));
    it.send('SHUT_DOWN');
    expect(it.send(reset).told).toEqual(answer('Rejected'));
  });
});

describe('new firmware that is in place', () => {
  const reset: ChargePointEvent = {
    type: 'CALL',
    messageId: 'm-1',
    action: 'Reset',
    payload: { type: 'Hard' },
    at: { monotonic_ms: 0, wall_ms: 0 },
  };

  it('restarts the station as a Soft reset does, with the same time for all of it', () => {
    const { it, heardBy } = station();
    it.send('FIRMWARE_REBOOT');
    expect(it.state()).toBe('resetting.reporting');
    const reset = station();
    reset.it.send(RESET);
    const stopped = reset.heardBy('connector');
    expect(stopped).toContain('connector: STOP null false SoftReset');
    expect(heardBy('connector')).toEqual(stopped);
    expect(it.pass_s(5.3).output<ChargePointOutput>()).toEqual(RESTART);
  });

  it('is on its way down from then on: a Reset is rejected', () => {
    const { it } = station();
    expect(it.send('FIRMWARE_REBOOT', reset).told).toEqual([
      'commit answer {"messageId":"m-1","conf":{"status":"Rejected"}}',
    ]);
  });
});

describe('a changed key', () => {
  it.each([
    ['ClockAlignedDataInterval', ['alignedAlarm every 0']],
    ['MeterValueSampleInterval', []],
  ])('(%s) reaches the transactions and the connection', (key, told) => {
    const { it, heardBy } = station();
    const words = `CONFIGURATION_CHANGED ${key}`;
    it.send({ type: 'CONFIGURATION_CHANGED', key });
    expect(heardBy('connector')).toEqual([`connector: ${words}`, `connector: ${words}`]);
    it.send({ type: 'CONFIGURATION_CHANGED', key });
    expect(heardBy('connection')).toEqual([`connection: ${words}`]);
    expect(it.told).toEqual([...told, ...told]);
  });
});
