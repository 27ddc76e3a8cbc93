import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contradictedBy,
  contradictsList,
  decideLocally,
  listedStatus,
} from '../../machines/rules/authorisation.ts';
import type { LocalListEntry, StationRecords } from '../../machines/vocabulary/records.ts';
import { iso, NOON, RECORDS } from './station-fixture.ts';

fc.configureGlobal({ seed: 20260304 });

const at = { monotonic_ms: 0, wall_ms: NOON };
const ENTRIES: readonly LocalListEntry[] = [
  { idTag: 'Good', status: 'Accepted', parentIdTag: 'P', expiryDate: iso(NOON + 1) },
  { idTag: 'OLD', status: 'Accepted', expiryDate: iso(NOON) },
  { idTag: 'BLOCKED', status: 'Blocked' },
  { idTag: 'BUSY', status: 'ConcurrentTx' },
  { idTag: 'BLOCKED-TO-COME', status: 'Blocked', expiryDate: iso(NOON + 1) },
  { idTag: 'BLOCKED-BEFORE', status: 'Blocked', expiryDate: iso(NOON) },
];
const records = (...on: string[]): StationRecords => ({
  ...RECORDS,
  configuration: Object.fromEntries(['LocalAuthListEnabled', ...on].map((key) => [key, 'true'])),
  localList: { version: 1, entries: ENTRIES },
});
const ask = { verdict: 'ask' };
const good = { verdict: 'accepted', parentIdTag: 'P' };
const stranger = { verdict: 'accepted', parentIdTag: null };
const refused = (reason: string) => ({ verdict: 'refused', reason });

describe('local authorisation', () => {
  const online = (idTag: string, ...on: string[]) =>
    decideLocally(idTag, { records: records(...on), online: true, at });
  const offline = (idTag: string, ...on: string[]) =>
    decideLocally(idTag, { records: records(...on), online: false, at });

  it('TC_008_1: online, LocalPreAuthorize spares a listed tag the question, in any letter case', () => {
    expect(online('gOOD', 'LocalPreAuthorize')).toEqual(good);
    expect(online('GOOD')).toEqual(ask);
  });

  it('online, never refuses: the central system decides', () => {
    for (const idTag of ['BLOCKED', 'OLD', 'STRANGER'])
      expect(online(idTag, 'LocalPreAuthorize')).toEqual(ask);
  });

  it('offline, LocalAuthorizeOffline accepts what is listed and valid, nothing else', () => {
    expect(offline('GOOD', 'LocalAuthorizeOffline')).toEqual(good);
    expect(offline('STRANGER', 'LocalAuthorizeOffline')).toEqual(refused('Unknown'));
    expect(offline('GOOD')).toEqual(refused('Unknown'));
  });

  it('offline, AllowOfflineTxForUnknownId accepts strangers without LocalAuthorizeOffline too', () => {
    expect(offline('STRANGER', 'AllowOfflineTxForUnknownId')).toEqual(stranger);
    expect(offline('GOOD', 'AllowOfflineTxForUnknownId')).toEqual(good);
  });

  it('offline, a listed tag that is blocked or expired is no stranger (3.5.4)', () => {
    const on = ['AllowOfflineTxForUnknownId', 'LocalAuthorizeOffline'];
    expect(offline('blocked', ...on)).toEqual(refused('Blocked'));
    expect(offline('old', ...on)).toEqual(refused('Expired'));
    for (const idTag of ['BLOCKED-TO-COME', 'BLOCKED-BEFORE'])
      expect(offline(idTag, ...on)).toEqual(refused('Blocked'));
  });

  it('offline, a list that is not enabled decides nothing', () => {
    const disabled = (key: string) => ({ ...records(), configuration: { [key]: 'true' } });
    const decide = (idTag: string, key: string) =>
      decideLocally(idTag, { records: disabled(key), online: false, at });
    expect(decide('GOOD', 'LocalAuthorizeOffline')).toEqual(refused('Unknown'));
    expect(decide('BLOCKED', 'AllowOfflineTxForUnknownId')).toEqual(stranger);
  });

  it('S11: a listed tag that is not valid is never accepted, and offline always has an answer', () => {
    const keys = fc.subarray(['LocalPreAuthorize', 'LocalAuthorizeOffline', 'AllowOfflineTxForUnknownId']);
    const idTag = fc.constantFrom('good', 'OLD', 'Blocked', 'stranger');
    fc.assert(
      fc.property(keys, idTag, fc.boolean(), (on, tag, isOnline) => {
        const { verdict } = decideLocally(tag, { records: records(...on), online: isOnline, at });
        if (['OLD', 'Blocked'].includes(tag)) expect(verdict).not.toBe('accepted');
        expect(verdict).not.toBe(isOnline ? 'refused' : 'ask');
      }),
    );
  });
});

describe('LocalListConflict', () => {
  const conflicts = (idTag: string, status: LocalListEntry['status'], on = records()) =>
    contradictsList(listedStatus(idTag, { records: on, at }), status);

  it('is a central system that refuses a valid entry, or accepts one that is not', () => {
    expect(conflicts('good', 'Blocked')).toBe(true);
    expect(conflicts('good', 'Invalid')).toBe(true);
    expect(conflicts('BLOCKED', 'Accepted')).toBe(true);
    expect(conflicts('OLD', 'Accepted')).toBe(true);
  });

  it('is not agreement, a tag that is not listed, or a tag that is in use elsewhere', () => {
    expect(conflicts('good', 'Accepted')).toBe(false);
    expect(conflicts('BLOCKED', 'Invalid')).toBe(false);
    expect(conflicts('OLD', 'Expired')).toBe(false);
    expect(conflicts('stranger', 'Blocked')).toBe(false);
    expect(conflicts('stranger', 'Accepted')).toBe(false);
    expect(conflicts('good', 'ConcurrentTx')).toBe(false);
    expect(conflicts('busy', 'Accepted')).toBe(false);
    expect(conflicts('good', 'Blocked', { ...records(), configuration: {} })).toBe(false);
  });

  it('is found in the answer to a message with an idTag, and in no other', () => {
    const ENTRY = { idTag: 'undefined', status: 'Accepted' } as const;
    const listing = { ...records(), localList: { version: 1, entries: [...ENTRIES, ENTRY] } };
    const of = (sent: object, conf: object) => contradictedBy(sent, conf, { records: listing, at });
    const answer = (status: string) => ({ transactionId: 7, idTagInfo: { status } });
    expect(of({ idTag: 'good' }, answer('Blocked'))).toBe(true);
    expect(of({ idTag: 'good' }, answer('Accepted'))).toBe(false);
    // StopTransaction.conf says nothing of an idTag; StopTransaction.req may have none.
    expect(of({ idTag: 'good' }, {})).toBe(false);
    expect(of({ transactionId: 7 }, answer('Blocked'))).toBe(false);
  });
});
