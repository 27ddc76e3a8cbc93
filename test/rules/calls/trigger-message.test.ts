import { describe, expect, it } from 'vitest';
import { extendedTriggerMessage } from '../../../machines/rules/calls/extended-trigger-message.ts';
import { triggerMessage } from '../../../machines/rules/calls/trigger-message.ts';
import { PROFILE, view } from '../station-fixture.ts';

const toChargePoint = (event: object) => ({
  conf: { status: 'Accepted' },
  then: [{ to: 'charge-point', event: { type: 'TRIGGERED', ...event } }],
});
const rejected = expect.objectContaining({ conf: { status: 'Rejected' } });
const pending = view({}, { link: { connected: true, registration: 'pending' } });

describe('TriggerMessage', () => {
  it.each([
    'Heartbeat',
    'DiagnosticsStatusNotification',
    'FirmwareStatusNotification',
    'MeterValues',
    'StatusNotification',
  ])('TC_054: %s is accepted and follows the answer', (requestedMessage) => {
    expect(triggerMessage({ requestedMessage }, view())).toEqual(toChargePoint({ requestedMessage }));
  });

  it('passes on a connector that matters, and ignores one that does not (5.17)', () => {
    const of = (requestedMessage: string, connectorId: number) =>
      triggerMessage({ requestedMessage, connectorId }, view());
    expect(of('MeterValues', 2)).toEqual(toChargePoint({ requestedMessage: 'MeterValues', connectorId: 2 }));
    expect(of('StatusNotification', 0)).toEqual(
      toChargePoint({ requestedMessage: 'StatusNotification', connectorId: 0 }),
    );
    expect(of('Heartbeat', 9)).toEqual(toChargePoint({ requestedMessage: 'Heartbeat' }));
  });

  it('TC_055: rejects a connector the station does not have', () => {
    for (const connectorId of [-1, 0, 3])
      expect(triggerMessage({ requestedMessage: 'MeterValues', connectorId }, view())).toEqual(rejected);
    for (const connectorId of [-1, 3])
      expect(triggerMessage({ requestedMessage: 'StatusNotification', connectorId }, view())).toEqual(
        rejected,
      );
  });

  it('accepts BootNotification until it is accepted (errata 3.35)', () => {
    const request = { requestedMessage: 'BootNotification' };
    expect(triggerMessage(request, view())).toEqual(rejected);
    expect(triggerMessage(request, pending)).toEqual(toChargePoint(request));
  });

  it('answers NotImplemented to what it does not know or have', () => {
    const profile = { ...PROFILE, featureProfiles: ['Core', 'RemoteTrigger'] };
    const notImplemented = { conf: { status: 'NotImplemented' } };
    for (const requestedMessage of ['LogStatusNotification', 'toString', ''])
      expect(triggerMessage({ requestedMessage }, view())).toEqual(notImplemented);
    expect(triggerMessage({ requestedMessage: 'FirmwareStatusNotification' }, view({ profile }))).toEqual(
      notImplemented,
    );
  });
});

describe('ExtendedTriggerMessage', () => {
  const named = view({ configuration: { CpoName: 'operator' } });

  it.each([
    ['FirmwareStatusNotification', 'SignedFirmwareStatusNotification'],
    ['LogStatusNotification', 'LogStatusNotification'],
    ['Heartbeat', 'Heartbeat'],
    ['MeterValues', 'MeterValues'],
    ['StatusNotification', 'StatusNotification'],
  ])('%s is answered by the action %s', (requestedMessage, action) => {
    expect(extendedTriggerMessage({ requestedMessage }, named)).toEqual(
      toChargePoint({ requestedMessage: action }),
    );
  });

  it('has no certificate request, whatever is configured: accepted, it could not follow', () => {
    const request = { requestedMessage: 'SignChargePointCertificate' };
    expect(extendedTriggerMessage(request, named)).toEqual({ conf: { status: 'NotImplemented' } });
  });

  it('has the rules of TriggerMessage', () => {
    const boot = { requestedMessage: 'BootNotification' };
    expect(extendedTriggerMessage(boot, view())).toEqual(rejected);
    expect(extendedTriggerMessage(boot, pending)).toEqual(toChargePoint(boot));
    expect(extendedTriggerMessage({ requestedMessage: 'MeterValues', connectorId: 3 }, named)).toEqual(
      rejected,
    );
    expect(extendedTriggerMessage({ requestedMessage: 'DiagnosticsStatusNotification' }, named)).toEqual({
      conf: { status: 'NotImplemented' },
    });
  });
});
