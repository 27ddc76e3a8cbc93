import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { BenchStation, rulesWith } from './bench-station.ts';
import { statusOf } from './charging-requests.ts';
import { type VirtualStation, virtualStation } from './virtual-station.ts';

type Entry = { readonly idTag: string; readonly idTagInfo?: object };
const entry = (idTag: string, status = 'Accepted', more: object = {}): Entry => ({
  idTag,
  idTagInfo: { status, ...more },
});
const send = (station: VirtualStation, listVersion: unknown, updateType: string, list?: readonly Entry[]) =>
  statusOf(station, 'SendLocalList', {
    ...{ listVersion, updateType },
    ...(list && { localAuthorizationList: list }),
  });
const tags = (station: VirtualStation) =>
  station.storage.records.localList.entries.map(({ idTag, status }) => `${idTag} ${status}`);
const many = (count: number) => Array.from({ length: count }, (_, n) => entry(`TAG-${n}`));
const LONG = '12345678901234567890';

describe('a SendLocalList that is refused', () => {
  type Case = readonly [
    why: string,
    answer: string,
    listVersion: unknown,
    updateType: string,
    list?: readonly Entry[],
  ];
  const cases: readonly Case[] = [
    ['version 0 (errata 3.52)', 'Failed', 0, 'Full', [entry('A')]],
    ['version -1 (errata 3.52)', 'Failed', -1, 'Differential', [entry('A')]],
    ['half a version', 'TypeConstraintViolation', 7.5, 'Full', [entry('A')]],
    ['the version it has', 'VersionMismatch', 5, 'Differential', [entry('Z')]],
    ['a version below', 'VersionMismatch', 4, 'Differential', [entry('Z')]],
    ['eleven entries in a request (ORS-13)', 'Failed', 6, 'Full', many(11)],
    ['more than the list holds (ORS-12)', 'Failed', 6, 'Differential', many(10)],
    ['an idTag twice', 'Failed', 6, 'Full', [entry('Z'), entry('Z', 'Blocked')]],
    ['an idTag twice, in another case', 'Failed', 6, 'Differential', [entry('Z'), entry('z')]],
    ['an entry that is changed and deleted', 'Failed', 6, 'Differential', [entry('B'), { idTag: 'b' }]],
    ['a Full entry without idTagInfo', 'Failed', 6, 'Full', [entry('Z'), { idTag: 'Y' }]],
    ['an idTag of 21 characters', 'PropertyConstraintViolation', 6, 'Full', [entry(`${LONG}1`)]],
    [
      'a parentIdTag of 21 characters',
      'PropertyConstraintViolation',
      6,
      'Full',
      [entry('Z', 'Accepted', { parentIdTag: `${LONG}1` })],
    ],
    [
      'an expiry that is no date',
      'PropertyConstraintViolation',
      6,
      'Full',
      [entry('Z', 'Accepted', { expiryDate: 'x' })],
    ],
    ['a status of its own', 'PropertyConstraintViolation', 6, 'Full', [entry('Z', 'Lost')]],
    ['an updateType of its own', 'PropertyConstraintViolation', 6, 'Patch', [entry('Z')]],
  ];
  it('leaves list and version as they are', async () => {
    const station = await virtualStation();
    expect(await send(station, 5, 'Full', [entry('A'), entry('B', 'Blocked')])).toBe('Accepted');
    const answers = [];
    for (const [why, , version, type, list] of cases) {
      answers.push([why, await send(station, version, type, list)]);
      expect(tags(station), why).toEqual(['A Accepted', 'B Blocked']);
      expect(await station.call('GetLocalListVersion', {}), why).toEqual({ conf: { listVersion: 5 } });
    }
    expect(answers).toEqual(cases.map(([why, answer]) => [why, answer]));
  });
});

it('a list takes tags of 20 characters, changes and deletes them in any case, and clears', async () => {
  const station = await virtualStation();
  await send(station, 5, 'Full', [entry(LONG), entry('abc'), entry('D')]);
  await send(station, 6, 'Differential', [entry('ABC', 'Blocked'), { idTag: 'd' }, { idTag: 'unknown' }]);
  expect(tags(station)).toEqual([`${LONG} Accepted`, 'ABC Blocked']);
  expect(await send(station, 2, 'Full')).toBe('Accepted');
  expect(tags(station)).toEqual([]);
  expect(await station.call('GetLocalListVersion', {})).toEqual({ conf: { listVersion: 0 } });
});

describe('a listed idTag', () => {
  const goOffline = async (station: VirtualStation): Promise<void> => {
    station.socket.peer.refuse = () => ({ status: 503, detail: 'away' });
    station.socket.peer.close();
    await station.pass_s(1);
  };

  it('that has expired is asked about online, and refused offline', async () => {
    const station = await virtualStation();
    await station.configure('LocalPreAuthorize', 'true');
    await station.configure('AllowOfflineTxForUnknownId', 'true');
    await send(station, 1, 'Full', [
      entry('A', 'Accepted', { expiryDate: '2026-01-01T00:00:30Z' }),
      entry('B'),
    ]);
    await station.plug(1);
    await station.card('A');
    expect(station.central.of('Authorize')).toEqual([]);
    await station.card('A');
    await station.unplug(1);
    await station.pass_s(30);
    await station.plug(1);
    await station.card('A');
    expect(station.central.of('Authorize')).toEqual([{ idTag: 'A' }]);
    await station.card('A');
    await station.unplug(1);
    await goOffline(station);
    await station.plug(1);
    await station.card('A');
    expect(station.status(1)).toBe('Preparing');
    await station.card('b');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Charging');
  });

  it('stops the transaction of its parent, which only the list knows, offline', async () => {
    const station = await virtualStation();
    const parent = { parentIdTag: 'FAMILY' };
    await send(station, 1, 'Full', [entry('A', 'Accepted', parent), entry('B', 'Accepted', parent)]);
    await goOffline(station);
    await station.charge(1, 'A');
    await station.card('B');
    await station.pass_s(1);
    expect(station.status(1)).toBe('Finishing');
  });
});

describe('LocalListConflict (3.5.2)', () => {
  const CONFLICT = 'Available LocalListConflict';
  const refused = () => ({ conf: { transactionId: 5, idTagInfo: { status: 'Blocked' } } });

  it.each<readonly [string, string, string]>([
    ['Authorize.conf', 'Authorize', 'false'],
    ['StartTransaction.conf', 'StartTransaction', 'true'],
    ['StopTransaction.conf', 'StopTransaction', 'true'],
  ])('a %s that refuses a listed idTag, until the list changes', async (_what, action, preAuthorize) => {
    const station = await virtualStation();
    await station.configure('LocalPreAuthorize', preAuthorize);
    await send(station, 1, 'Full', [entry('A')]);
    station.central.answers(action, refused);
    await station.plug(1);
    await station.card('A');
    await station.pass_s(1);
    await station.card('A');
    await station.pass_s(1);
    expect(station.told(0)).toEqual(['Available', CONFLICT]);
    await send(station, 2, 'Differential', [entry('A', 'Blocked')]);
    await station.pass_s(1);
    expect(station.told(0).at(-1)).toBe('Available');
  });

  it('the answer to the Authorize of a remote start', async () => {
    const station = await virtualStation();
    await station.configure('AuthorizeRemoteTxRequests', 'true');
    await send(station, 1, 'Full', [entry('A', 'Blocked')]);
    await statusOf(station, 'RemoteStartTransaction', { connectorId: 1, idTag: 'a' });
    await station.pass_s(1);
    expect(station.told(0)).toEqual(['Available', CONFLICT]);
  });

  it('is none for an idTag not listed, in use elsewhere, or on a list that is not enabled', async () => {
    const station = await virtualStation();
    await send(station, 1, 'Full', [entry('A')]);
    station.central.answers('Authorize', () => ({ conf: { idTagInfo: { status: 'ConcurrentTx' } } }));
    await station.card('A');
    station.central.answers('Authorize', refused);
    await station.card('B');
    await station.configure('LocalAuthListEnabled', 'false');
    await station.card('A');
    await station.pass_s(1);
    expect(station.told(0)).toEqual(['Available']);
  });
});

it('a power cut before or after its commit leaves the old list or the new one, whole', async () => {
  const storage = new MemoryStorage({ profile: mx007sc, rules: rulesWith() });
  const first = await new BenchStation({ storage: () => storage }).booted();
  const ask = async (listVersion: number, list: readonly Entry[]): Promise<unknown> => {
    const id = first.central.call('SendLocalList', {
      ...{ listVersion, updateType: 'Full', localAuthorizationList: list },
    });
    await first.pass(100);
    return first.central.answers.get(id);
  };
  expect(await ask(1, many(10))).toEqual({ status: 'Accepted' });
  const left: MemoryStorage[] = [];
  const commit = storage.commit.bind(storage);
  storage.commit = (changes, messages, at) => {
    left.push(storage.clone());
    commit(changes, messages, at);
    left.push(storage.clone());
    throw new Error('the power is gone');
  };
  await ask(2, [entry('A'), entry('B')]);
  expect(left).toHaveLength(2);
  const found = [];
  for (const it of left) {
    const second = await new BenchStation({ storage: () => it }).booted();
    const id = second.central.call('GetLocalListVersion', {});
    await second.pass(100);
    found.push([second.central.answers.get(id), it.records.localList.entries.length]);
  }
  expect(found).toEqual([
    [{ listVersion: 1 }, 10],
    [{ listVersion: 2 }, 2],
  ]);
});
