import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallDecision } from '../../../machines/rules/calls/call.ts';
import { changeConfiguration } from '../../../machines/rules/calls/change-configuration.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import type { RecordChange } from '../../../machines/vocabulary/records.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { viewOf } from './station-view.ts';

const HEX_KEY = '4F43415F4F4354545F61646D696E5F74657374';
const change = (key: string, value: string, ...view: Parameters<typeof viewOf> | []): CallDecision =>
  changeConfiguration({ key, value }, viewOf(view[0] ?? mx007sc, view[1], view[2]));

describe('ChangeConfiguration', () => {
  it('stores the value under its proper name, answers, then tells the charge point (TC_021)', () => {
    expect(change('metervaluesampleinterval', '030')).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [{ type: 'configuration-set', key: 'MeterValueSampleInterval', value: '30' }],
      then: [
        { to: 'charge-point', event: { type: 'CONFIGURATION_CHANGED', key: 'MeterValueSampleInterval' } },
      ],
    });
  });

  it('answers NotSupported to a key it does not have (TC_040_1)', () => {
    expect(change('Testing', 'true')).toEqual({ conf: { status: 'NotSupported' } });
  });

  it('answers Rejected to a bad value (TC_040_2) and to a read-only key, and does nothing else', () => {
    expect(change('MeterValueSampleInterval', '-1')).toEqual({ conf: { status: 'Rejected' } });
    expect(change('NumberOfConnectors', '2')).toEqual({ conf: { status: 'Rejected' } });
  });

  it('changes nothing but on Accepted, and then exactly that key', () => {
    const names = mx007sc.keys.map(({ name }) => name);
    const key = fc.oneof(fc.constantFrom(...names), fc.string());
    const value = fc.oneof(fc.string(), fc.integer({ min: -5, max: 100 }).map(String), fc.constant('true'));
    fc.assert(
      fc.property(key, value, (name, text) => {
        const decision = change(name, text);
        if (!('conf' in decision)) throw new Error('ChangeConfiguration is always answered');
        const { status } = decision.conf as { status: string };
        if (status !== 'Accepted') expect(decision).toEqual({ conf: { status } });
        else
          expect(decision.changes?.map((stored) => 'key' in stored && stored.key)).toEqual([
            names.find((proper) => proper.toLowerCase() === name.toLowerCase()),
          ]);
      }),
      { seed: 16 },
    );
  });
});

describe('the security event of ChangeConfiguration (whitepaper section 8)', () => {
  const held = { authorizationKey: true, centralSystemRoot: true, chargePointCertificate: true };

  it.each([
    ['AuthorizationKey', HEX_KEY],
    ['SecurityProfile', '1'],
    ['CpoName', 'Operator'],
  ])('comes with a change of %s, and names the key alone', (key, value) => {
    expect(change(key, value, mx007sc, {}, held)).toMatchObject({
      conf: { status: 'Accepted' },
      security: [{ type: 'ReconfigurationOfSecurityParameters', techInfo: key }],
    });
  });

  it('comes with no other change, and with none that is refused', () => {
    expect(change('HeartbeatInterval', '60')).not.toHaveProperty('security');
    expect(change('AuthorizationKey', 'password')).not.toHaveProperty('security');
  });
});

describe('ChangeConfiguration of AuthorizationKey (TC_073)', () => {
  const decision = change('AuthorizationKey', HEX_KEY.toLowerCase());

  it('stores it as a secret and reconnects after the answer', () => {
    if (!('conf' in decision)) throw new Error('no answer');
    expect(decision.then).toEqual([
      { to: 'charge-point', event: { type: 'CONFIGURATION_CHANGED', key: 'AuthorizationKey' } },
      { to: 'ocpp-connection', event: { type: 'RECONNECT' } },
    ]);
    const [stored] = decision.changes as [Extract<RecordChange, { type: 'secret-set' }>];
    expect(stored.type).toBe('secret-set');
    expect(stored.value).toBeInstanceOf(Secret);
    expect(stored.value.reveal()).toBe(HEX_KEY);
  });

  it('does not show it in what is serialised', () => {
    expect(JSON.stringify(decision).toUpperCase()).not.toContain(HEX_KEY);
  });

  it('keeps the old one when the new one is malformed', () => {
    expect(change('AuthorizationKey', 'password')).toEqual({ conf: { status: 'Rejected' } });
  });

  it('stores the same as it comes from the wire, as a secret', () => {
    const wrapped = { key: 'AuthorizationKey', value: new Secret(HEX_KEY) };
    expect(changeConfiguration(wrapped, viewOf(mx007sc))).toEqual(change('AuthorizationKey', HEX_KEY));
    const other = changeConfiguration({ ...wrapped, value: new Secret('00') }, viewOf(mx007sc));
    expect(other).toEqual({ conf: { status: 'Rejected' } });
  });
});

describe('ChangeConfiguration of SecurityProfile', () => {
  const all = { authorizationKey: true, centralSystemRoot: true, chargePointCertificate: true };
  const withKey = { authorizationKey: true };
  const withRoot = { ...withKey, centralSystemRoot: true };

  it.each([
    ['0', '1', withKey],
    ['0', '2', withRoot],
    ['0', '3', all],
    ['1', '2', withRoot],
    ['1', '3', all],
    ['2', '3', { centralSystemRoot: true, chargePointCertificate: true }],
  ])('raises %s to %s with %j and reconnects (TC_083)', (current, wanted, credentials) => {
    const decision = change('SecurityProfile', wanted, mx007sc, { SecurityProfile: current }, credentials);
    expect(decision).toMatchObject({
      conf: { status: 'Accepted' },
      changes: [
        { type: 'security-profile-raised', from: Number(current) },
        { type: 'configuration-set', key: 'SecurityProfile', value: wanted },
      ],
      then: [{ to: 'charge-point' }, { to: 'ocpp-connection', event: { type: 'RECONNECT' } }],
    });
  });

  it.each([
    ['0', '0', all],
    ['1', '1', all],
    ['1', '0', all],
    ['3', '2', all],
    ['0', '1', {}],
    ['0', '1', { centralSystemRoot: true, chargePointCertificate: true }],
    ['0', '2', withKey],
    ['1', '2', { centralSystemRoot: true, chargePointCertificate: true }],
    ['2', '3', withRoot],
    ['2', '3', { chargePointCertificate: true }],
    ['0', '4', all],
  ])('refuses %s to %s with %j, and nothing happens (TC_084)', (current, wanted, credentials) => {
    const decision = change('SecurityProfile', wanted, mx007sc, { SecurityProfile: current }, credentials);
    expect(decision).toEqual({ conf: { status: 'Rejected' } });
  });

  it('refuses a security profile that the station was not certified for', () => {
    const basicOnly = { ...mx007sc, security: { ...mx007sc.security, profiles: [1] } };
    expect(change('SecurityProfile', '1', basicOnly, {}, all)).toMatchObject({
      conf: { status: 'Accepted' },
    });
    expect(change('SecurityProfile', '2', basicOnly, {}, all)).toEqual({ conf: { status: 'Rejected' } });
  });
});
