import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requests } from '../../../machines/messages/catalogue.ts';
import { getLocalListVersion } from '../../../machines/rules/calls/get-local-list-version.ts';
import { sendLocalList } from '../../../machines/rules/calls/send-local-list.ts';
import type { LocalList, LocalListEntry } from '../../../machines/vocabulary/records.ts';
import { iso, NOON, view } from '../station-fixture.ts';

type SendLocalListRequest = Requests['SendLocalList'];

fc.configureGlobal({ seed: 20260304 });

const entry = (idTag: string, status: LocalListEntry['status'] = 'Accepted'): LocalListEntry => ({
  idTag,
  status,
});
const data = (idTag: string, status: LocalListEntry['status'] = 'Accepted') => ({
  idTag,
  idTagInfo: { status },
});
const list = (version: number, ...entries: LocalListEntry[]): LocalList => ({ version, entries });
const EMPTY = list(0);

const statusOf = (decision: ReturnType<typeof sendLocalList>) =>
  'conf' in decision ? (decision.conf as { status: string }).status : decision.error;
const listAfter = (decision: ReturnType<typeof sendLocalList>) => {
  const change = 'changes' in decision ? decision.changes?.[0] : undefined;
  return change?.type === 'local-list-replaced' ? change.list : undefined;
};
const send = (localList: LocalList, request: Partial<SendLocalListRequest>) =>
  sendLocalList({ listVersion: localList.version + 1, updateType: 'Full', ...request }, view({ localList }));
const versionOf = (localList: LocalList) => {
  const decision = getLocalListVersion({}, view({ localList }));
  return 'conf' in decision ? decision.conf : decision.error;
};

describe('GetLocalListVersion', () => {
  it('is the version of the list, 0 when it is empty (TC_042_2)', () => {
    expect(versionOf(list(5, entry('A')))).toEqual({ listVersion: 5 });
    expect(versionOf(list(5))).toEqual({ listVersion: 0 });
  });

  it('is -1 while the list is not enabled (TC_042_1)', () => {
    const configuration = { LocalAuthListEnabled: 'false' };
    const records = { configuration, localList: list(5, entry('A')) };
    expect(getLocalListVersion({}, view(records))).toEqual({ conf: { listVersion: -1 } });
  });
});

describe('SendLocalList', () => {
  it('TC_043: a Full list replaces, a Differential one replaces, adds and deletes', () => {
    const full = send(EMPTY, { localAuthorizationList: [data('A'), data('B')] });
    expect(full).toStrictEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Failed' },
      changes: [{ type: 'local-list-replaced', list: list(1, entry('A'), entry('B')) }],
      then: [{ to: 'charge-point', event: { type: 'LOCAL_LIST_CHANGED' } }],
    });
    const differential = send(list(1, entry('A'), entry('B')), {
      updateType: 'Differential',
      localAuthorizationList: [data('b', 'Blocked'), { idTag: 'a' }, data('C')],
    });
    expect(listAfter(differential)).toEqual(list(2, entry('b', 'Blocked'), entry('C')));
  });

  it('TC_042_2: a Full list without entries clears, and the version reads 0', () => {
    for (const request of [{}, { localAuthorizationList: [] }]) {
      const cleared = listAfter(send(list(7, entry('A')), { listVersion: 1, ...request }));
      expect(cleared?.entries).toEqual([]);
      expect(versionOf(cleared!)).toEqual({ listVersion: 0 });
    }
  });

  it('TC_043_2: a Differential list needs a version above the installed one, a Full list does not', () => {
    const installed = list(5, entry('A'));
    const update = (listVersion: number, updateType: 'Differential' | 'Full') =>
      statusOf(send(installed, { listVersion, updateType, localAuthorizationList: [data('B')] }));
    expect(update(4, 'Differential')).toBe('VersionMismatch');
    expect(update(5, 'Differential')).toBe('VersionMismatch');
    expect(update(6, 'Differential')).toBe('Accepted');
    expect(update(4, 'Full')).toBe('Accepted');
  });

  it('compares with the version it reports: any version is above that of an empty list', () => {
    const request = {
      listVersion: 3,
      updateType: 'Differential',
      localAuthorizationList: [data('A')],
    } as const;
    expect(listAfter(send(list(7), request))).toEqual(list(3, entry('A')));
  });

  it('keeps expiry and parent, the expiry in UTC', () => {
    const idTagInfo = {
      status: 'Accepted',
      expiryDate: '2026-03-04T14:00:00+02:00',
      parentIdTag: 'P',
    } as const;
    const sent = listAfter(send(EMPTY, { localAuthorizationList: [{ idTag: 'A', idTagInfo }] }));
    expect(sent?.entries).toEqual([
      { idTag: 'A', status: 'Accepted', expiryDate: iso(NOON), parentIdTag: 'P' },
    ]);
  });

  it('answers NotSupported while the list is not enabled', () => {
    const request = { listVersion: 1, updateType: 'Full' } as const;
    const decision = sendLocalList(request, view({ configuration: { LocalAuthListEnabled: 'false' } }));
    expect(decision).toEqual({ conf: { status: 'NotSupported' } });
  });

  const failures: readonly (readonly [string, LocalList, Partial<SendLocalListRequest>])[] = [
    ['version 0 (errata 3.52)', EMPTY, { listVersion: 0, localAuthorizationList: [data('A')] }],
    ['version -1 (errata 3.52)', EMPTY, { listVersion: -1, localAuthorizationList: [data('A')] }],
    [
      'more entries than a request may have',
      EMPTY,
      { localAuthorizationList: ['A', 'B', 'C', 'D'].map((t) => data(t)) },
    ],
    ['the same idTag twice, in any case', EMPTY, { localAuthorizationList: [data('abc'), data('ABC')] }],
    ['a Full entry without idTagInfo', EMPTY, { localAuthorizationList: [{ idTag: 'A' }] }],
    [
      'an expiry that is no date',
      EMPTY,
      {
        localAuthorizationList: [{ idTag: 'A', idTagInfo: { status: 'Accepted', expiryDate: 'never' } }],
      },
    ],
    [
      'more entries than the list holds',
      list(1, entry('A'), entry('B')),
      {
        updateType: 'Differential',
        localAuthorizationList: ['C', 'D', 'E'].map((t) => data(t)),
      },
    ],
  ];
  it.each(failures)('fails on %s and leaves the list as it is', (_, installed, request) => {
    const decision = send(installed, request);
    expect(statusOf(decision)).toBe('Failed');
    expect(decision).not.toHaveProperty('changes');
  });

  it('takes as many entries as the list holds', () => {
    const localAuthorizationList = ['C', 'D'].map((t) => data(t));
    const update = { updateType: 'Differential', localAuthorizationList } as const;
    expect(listAfter(send(list(1, entry('A'), entry('B')), update))?.entries).toHaveLength(4);
  });

  it('any run of updates leaves the list that replaying them on a map gives', () => {
    const tag = fc.constantFrom('a', 'A', 'b', 'C', 'd', 'E', 'f');
    const status = fc.constantFrom('Accepted', 'Blocked', undefined);
    const sent = fc.array(fc.tuple(tag, status), { maxLength: 4 });
    const update = fc.tuple(fc.integer({ min: -1, max: 8 }), fc.constantFrom('Full', 'Differential'), sent);
    fc.assert(
      fc.property(fc.array(update, { maxLength: 12 }), (updates) => {
        let station = EMPTY;
        let model = new Map<string, string>();
        for (const [listVersion, updateType, entries] of updates) {
          const localAuthorizationList = entries.map(([idTag, s]) => (s ? data(idTag, s) : { idTag }));
          const decision = send(station, { listVersion, updateType, localAuthorizationList });
          const before = station.entries.length === 0 ? 0 : station.version;
          station = listAfter(decision) ?? station;
          if (statusOf(decision) !== 'Accepted') continue;
          if (updateType === 'Differential') expect(listVersion).toBeGreaterThan(before);
          if (updateType === 'Full') model = new Map();
          for (const [idTag, s] of entries) {
            if (s) model.set(idTag.toUpperCase(), s);
            else model.delete(idTag.toUpperCase());
          }
        }
        const entries = station.entries.map((e): [string, string] => [e.idTag.toUpperCase(), e.status]);
        expect(new Map(entries)).toEqual(model);
        expect(station.entries.length).toBe(model.size);
        expect(model.size).toBeLessThanOrEqual(4);
      }),
      { numRuns: 1000 },
    );
  });
});
