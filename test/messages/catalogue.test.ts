import { readdirSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  CATALOGUE,
  type Confirmations,
  definitionOf,
  type InboundAction,
  type OutboundAction,
  type Requests,
} from '../../machines/messages/catalogue.ts';
import type { CallRule } from '../../machines/rules/calls/call.ts';
import type { ChargingProfile } from '../../machines/vocabulary/records.ts';
import { officialIds } from './official-schemas.ts';

const kebab = (name: string): string => name.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase();
const definitions = Object.entries(CATALOGUE);

describe('the catalogue of messages', () => {
  it('has exactly the actions that have official schemas: 28 of OCPP 1.6 and 11 of the whitepaper', () => {
    const ids = Object.keys(CATALOGUE).flatMap((action) => [`urn:${action}.req`, `urn:${action}.conf`]);
    expect(ids.toSorted()).toEqual(officialIds.toSorted());
    expect(definitions.filter(([, { profile }]) => profile === 'Security')).toHaveLength(11);
    expect(definitions).toHaveLength(39);
  });

  it('finds a definition by action name, as it is written and no other', () => {
    for (const [action, definition] of definitions) {
      expect(definition.action).toBe(action);
      expect(definitionOf(action)).toBe(definition);
    }
    for (const name of ['', 'reset', 'Reset.req', 'toString', 'constructor', '__proto__']) {
      expect(definitionOf(name)).toBeNull();
    }
  });

  it('keeps each message in the folder of its profile', () => {
    const files = readdirSync('machines/messages', { recursive: true, encoding: 'utf8' });
    const inFolders = files.filter((file) => file.includes('/') && !file.startsWith('shapes/'));
    const expected = definitions.map(([action, { profile }]) => `${kebab(profile)}/${kebab(action)}.ts`);
    expect(inFolders.toSorted()).toEqual(expected.toSorted());
  });

  it('gives the direction that the chapter of the specification has: 4 from, 5 to the charge point', () => {
    const inChapters = definitions.filter(([, { profile }]) => profile !== 'Security');
    for (const [action, { clause, direction }] of inChapters) {
      const chapters = [/ 4\./.test(clause) ? 'CP>CS' : '', / 5\./.test(clause) ? 'CS>CP' : ''];
      expect(chapters.join(''), action).toBe(direction === 'both' ? 'CP>CSCS>CP' : direction);
    }
    expect(inChapters.filter(([, { clause }]) => / 4\./.test(clause))).toHaveLength(10);
    expect(inChapters.filter(([, { clause }]) => / 5\./.test(clause))).toHaveLength(19);
  });

  it('gives the direction of the messages of the security whitepaper', () => {
    const sent = definitions.filter(([, d]) => d.profile === 'Security' && d.direction === 'CP>CS');
    expect(sent.map(([action]) => action).toSorted()).toEqual([
      'LogStatusNotification',
      'SecurityEventNotification',
      'SignCertificate',
      'SignedFirmwareStatusNotification',
    ]);
  });

  it('types payloads by action, read-only, absent rather than undefined', () => {
    expectTypeOf<Requests['Reset']>().toEqualTypeOf<{ readonly type: 'Hard' | 'Soft' }>();
    expectTypeOf<CallRule<Requests['Reset']>>().parameter(0).toEqualTypeOf<Requests['Reset']>();
    expectTypeOf<Requests['GetConfiguration']>().toEqualTypeOf<{ readonly key?: readonly string[] }>();
    expectTypeOf<Requests['SetChargingProfile']['csChargingProfiles']>().toEqualTypeOf<ChargingProfile>();
    expectTypeOf<Confirmations['DataTransfer']>().toEqualTypeOf<{
      readonly status: 'Accepted' | 'Rejected' | 'UnknownMessageId' | 'UnknownVendorId';
      readonly data?: string;
    }>();
    expectTypeOf<InboundAction & OutboundAction>().toEqualTypeOf<'DataTransfer'>();
    expectTypeOf<'Heartbeat'>().not.toExtend<InboundAction>();
    expectTypeOf<'Reset'>().not.toExtend<OutboundAction>();
  });
});
