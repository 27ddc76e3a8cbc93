import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type QueuedMessage, type Storage, StorageError } from '../../../drivers/storage/storage.ts';
import type { DurableLane } from '../../../machines/vocabulary/records.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import type { StationProfile } from '../../../machines/vocabulary/station-profile.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { at, event, iso, opened, rules, sample, security, start, stop } from './storage-samples.ts';

/** An implementation under test. */
export type StorageUnderTest = {
  open(profile: StationProfile): Storage;
  /** The storage that is found after the power was cut under this one. */
  afterPowerCut(storage: Storage): Storage;
  /** From now on (true) the disk is full, or (false) has space again. */
  setFull(storage: Storage, full: boolean): void;
};

/** All that waits in a lane, by acknowledging a copy. */
export function drain(storage: Storage, lane: DurableLane): QueuedMessage[] {
  const drained: QueuedMessage[] = [];
  for (let head = storage.head(lane); head; head = storage.head(lane)) {
    drained.push(head);
    storage.acknowledge(head.sequence, [], at(0));
  }
  return drained;
}

const actions = (queued: readonly QueuedMessage[]): string[] => queued.map(({ message }) => message.action);

/** What every Storage keeps. */
export function storageContract(name: string, { open, afterPowerCut, setFull }: StorageUnderTest): void {
  const fresh = () => open(sampleProfile());

  describe(`${name} keeps the contract of a storage`, () => {
    it('starts with the records of a new station and an empty queue', () => {
      const storage = fresh();
      expect(storage.records).toEqual(rules.emptyRecords(sampleProfile()));
      expect(storage.head('transaction')).toBeNull();
      expect(storage.waiting('security')).toEqual({ length: 0, oldest: null });
      expect(storage.secret('AuthorizationKey')).toBeNull();
      expect(storage.previousSecret('AuthorizationKey')).toBeNull();
    });

    it('has records, messages and secrets after a power cut exactly as committed before', () => {
      const storage = fresh();
      storage.commit([{ type: 'clean-stop-set', clean: true }], [], at(0));
      storage.commit([opened(1), { type: 'clean-stop-set', clean: false }], [start(1)], at(1));
      storage.commit([{ type: 'transaction-reading', id: 1, energy_Wh: 300 }], [sample(1, 300)], at(2));
      storage.commit(
        [{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret('aabb') }],
        [security('ReconfigurationOfSecurityParameters')],
        at(3),
      );
      storage.commit([{ type: 'configuration-set', key: 'HeartbeatInterval', value: '77' }], [], at(4));
      const again = afterPowerCut(storage);
      expect(again.records).toEqual(storage.records);
      expect(again.records.transactions[1]).toMatchObject({ lastReading_Wh: 300, lastReadingAt: iso(2) });
      expect(again.records.configuration.HeartbeatInterval).toBe('77');
      expect(again.secret('AuthorizationKey')?.reveal()).toBe('aabb');
      expect(again.waiting('transaction')).toEqual({ length: 2, oldest: iso(1) });
      expect(again.waiting('security')).toEqual({ length: 1, oldest: iso(3) });
      expect(actions(drain(again, 'transaction'))).toEqual(['StartTransaction', 'MeterValues']);
    });

    it('keeps lanes apart and each in order; sequences only grow, also after a power cut', () => {
      const storage = fresh();
      storage.commit([], [start(1), security('A'), sample(1, 1), security('B')], at(0));
      expect(storage.head('security')?.message.payload).toMatchObject({ type: 'A' });
      expect(drain(storage, 'transaction').map(({ sequence }) => sequence)).toEqual([1, 3]);
      expect(storage.waiting('transaction').length).toBe(0);
      expect(storage.waiting('security').length).toBe(2);
      drain(storage, 'security');
      const again = afterPowerCut(storage);
      again.commit([], [stop(1)], at(1));
      expect(again.head('transaction')?.sequence).toBe(5);
    });

    it('lists the messages of both lanes in the order they were stored', () => {
      const storage = fresh();
      storage.commit([], [start(1), security('A'), sample(1, 1)], at(0));
      const listed = storage.messages();
      expect(actions(listed)).toEqual(['StartTransaction', 'SecurityEventNotification', 'MeterValues']);
      expect(listed.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    });

    it('stamps what has no time with that of the commit, and leaves given times', () => {
      const storage = fresh();
      const value = [{ value: '5' }];
      storage.commit(
        [],
        [
          start(1),
          {
            action: 'StopTransaction',
            transaction: 1,
            payload: {
              meterStop: 9,
              timestamp: iso(-50),
              transactionData: [{ timestamp: iso(-60), sampledValue: value }, { sampledValue: value }],
            },
          },
          sample(1, 5),
          security('A'),
        ],
        at(7),
      );
      const [started, stopped, sampled] = drain(storage, 'transaction').map(({ message }) => message.payload);
      expect(started).toEqual({ connectorId: 1, idTag: 'TAG-1', meterStart: 100, timestamp: iso(7) });
      expect(stopped).toEqual({
        meterStop: 9,
        timestamp: iso(-50),
        transactionData: [
          { timestamp: iso(-60), sampledValue: value },
          { timestamp: iso(7), sampledValue: value },
        ],
      });
      expect(sampled).toEqual({ connectorId: 1, meterValue: [{ timestamp: iso(7), sampledValue: value }] });
      expect(storage.head('security')?.message.payload).toEqual({ type: 'A', timestamp: iso(7) });
    });

    it('acknowledges with the changes of the answer; a second answer removes nothing more', () => {
      const storage = fresh();
      storage.commit([opened(1)], [start(1), sample(1, 1)], at(0));
      const { sequence } = storage.head('transaction')!;
      storage.acknowledge(sequence, [{ type: 'transaction-identified', id: 1, transactionId: 42 }], at(1));
      storage.acknowledge(sequence, [], at(1));
      const again = afterPowerCut(storage);
      for (const each of [storage, again]) {
        expect(each.waiting('transaction').length).toBe(1);
        expect(each.head('transaction')?.message.action).toBe('MeterValues');
        expect(each.records.transactions[1]?.transactionId).toBe(42);
      }
    });

    it('keeps the transactionId of a closed transaction until it is forgotten', () => {
      const storage = fresh();
      storage.commit([opened(1), { type: 'transaction-identified', id: 1, transactionId: 42 }], [], at(0));
      storage.commit([{ type: 'transaction-closed', id: 1 }], [stop(1)], at(1));
      const again = afterPowerCut(storage);
      expect(again.records).toMatchObject({ transactions: {}, transactionIds: { 1: 42 } });
      again.acknowledge(1, [{ type: 'transaction-forgotten', id: 1 }], at(2));
      expect(afterPowerCut(again).records.transactionIds).toEqual({});
    });

    it('stores all of a commit or nothing, when one of its changes is impossible', () => {
      const storage = fresh();
      storage.commit([opened(1)], [start(1)], at(0));
      const before = storage.records;
      const impossible = () =>
        storage.commit(
          [opened(2, 2), { type: 'transaction-reading', id: 9, energy_Wh: 1 }],
          [start(2, 2)],
          at(1),
        );
      expect(impossible).toThrow(StorageError);
      expect(impossible).toThrow('transaction-reading: no open transaction 9');
      expect(storage.records).toBe(before);
      expect(storage.waiting('transaction').length).toBe(1);
      expect(afterPowerCut(storage).records).toEqual(before);
    });

    it('loses nothing to a full disk, and goes on when there is space', () => {
      const storage = fresh();
      storage.commit([opened(1)], [start(1)], at(0));
      const before = storage.records;
      setFull(storage, true);
      const long = security('x'.repeat(100_000));
      const change = { type: 'transaction-reading', id: 1, energy_Wh: 500 } as const;
      for (const attempt of [
        () => storage.commit([change], [long], at(1)),
        () =>
          storage.commit(
            [{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret('00') }],
            [long],
            at(1),
          ),
      ]) {
        expect(attempt).toThrowError(expect.objectContaining({ name: 'StorageError', kind: 'full' }));
      }
      expect(storage.records).toBe(before);
      expect(storage.secret('AuthorizationKey')).toBeNull();
      for (const each of [storage, afterPowerCut(storage)]) {
        expect(each.records).toEqual(before);
        expect(each.waiting('transaction').length).toBe(1);
        expect(each.waiting('security').length).toBe(0);
        expect(each.secret('AuthorizationKey')).toBeNull();
      }
      setFull(storage, false);
      storage.commit([change], [long], at(2));
      const again = afterPowerCut(storage);
      expect(again.records.transactions[1]?.lastReading_Wh).toBe(500);
      expect(again.head('security')?.sequence).toBe(2);
      // What the refused commit prepared must not come in force with a later one.
      for (const each of [storage, again]) expect(each.secret('AuthorizationKey')).toBeNull();
    });

    it('gives secrets only to who asks for them by name, with the one before', () => {
      const storage = fresh();
      for (const value of ['1111', '2222', '3333']) {
        storage.commit(
          [{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret(value) }],
          [],
          at(0),
        );
      }
      for (const each of [storage, afterPowerCut(storage)]) {
        expect(each.secret('AuthorizationKey')?.reveal()).toBe('3333');
        expect(each.previousSecret('AuthorizationKey')?.reveal()).toBe('1111');
        const shown = `${inspect(each, { depth: 9, showHidden: true })} ${JSON.stringify(each.records)}`;
        expect(shown).not.toMatch(/1111|2222|3333/);
      }
    });

    it('keeps the last secret that was accepted, whatever was refused since', () => {
      const storage = fresh();
      const set = (value: string) =>
        storage.commit(
          [{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret(value) }],
          [],
          at(0),
        );
      const accepted = (it: Storage) =>
        it.commit([{ type: 'secret-accepted', key: 'AuthorizationKey' }], [], at(0));
      const held = (it: Storage) =>
        [it.secret('AuthorizationKey'), it.previousSecret('AuthorizationKey')].map((secret) =>
          secret?.reveal(),
        );
      accepted(storage);
      expect(held(storage)).toEqual([undefined, undefined]);
      for (const value of ['1111', '2222']) {
        set(value);
        accepted(storage);
      }
      for (const value of ['3333', '4444']) set(value);
      expect(held(storage)).toEqual(['4444', '2222']);
      const again = afterPowerCut(storage);
      expect(held(again)).toEqual(['4444', '2222']);
      accepted(again);
      accepted(again);
      again.commit([{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret('5555') }], [], at(0));
      expect(held(afterPowerCut(again))).toEqual(['5555', '4444']);
    });

    it('refuses everything after it was closed, and closes twice without complaint', () => {
      const storage = fresh();
      storage.close();
      storage.close();
      for (const attempt of [
        () => storage.commit([], [], at(0)),
        () => storage.acknowledge(1, [], at(0)),
        () => storage.head('security'),
        () => storage.rebase(1),
      ]) {
        expect(attempt).toThrowError(expect.objectContaining({ kind: 'closed' }));
      }
    });
  });

  describe(`${name} puts untrusted times right`, () => {
    it('shifts what was stamped since it was opened, and nothing older', () => {
      const before = fresh();
      before.commit([opened(1), opened(2, 2)], [start(1)], at(0));
      const storage = afterPowerCut(before);
      storage.commit([{ type: 'transaction-reading', id: 1, energy_Wh: 200 }], [sample(1, 200)], at(100));
      const lastReading: Parameters<Storage['commit']>[1][number] = {
        action: 'StopTransaction',
        transaction: 2,
        payload: { meterStop: 100, timestamp: iso(0), reason: 'PowerLoss' },
      };
      storage.commit(
        [{ type: 'transaction-closed', id: 2 }, opened(3, 2)],
        [lastReading, security('A')],
        at(110),
      );
      storage.rebase(3_600_000);
      const hour = 3600;
      for (const each of [storage, afterPowerCut(storage)]) {
        expect(each.records.transactions[1]).toMatchObject({
          startedAt: iso(0),
          lastReadingAt: iso(100 + hour),
        });
        expect(each.records.transactions[3]).toMatchObject({
          startedAt: iso(110 + hour),
          lastReadingAt: iso(110 + hour),
        });
        expect(each.head('security')).toMatchObject({
          storedAt: iso(110 + hour),
          message: { payload: { timestamp: iso(110 + hour) } },
        });
      }
      const [started, sampled, stopped] = drain(storage, 'transaction');
      expect(started).toMatchObject({ storedAt: iso(0), message: { payload: { timestamp: iso(0) } } });
      expect(sampled!.message.payload).toMatchObject({ meterValue: [{ timestamp: iso(100 + hour) }] });
      // The reading was stored by the run before, whose clock was right.
      expect(stopped!.message.payload).toMatchObject({ timestamp: iso(0) });
    });

    it('shifts a boundary the station named within the run, and no time twice', () => {
      const storage = fresh();
      storage.commit([{ type: 'clean-stop-set', clean: false }], [], at(0));
      storage.commit(
        [],
        [
          {
            action: 'MeterValues',
            transaction: 1,
            payload: { connectorId: 1, meterValue: [{ timestamp: iso(60), sampledValue: [] }] },
          },
        ],
        at(61),
      );
      storage.rebase(-5000);
      storage.rebase(-5000);
      expect(storage.head('transaction')?.message.payload).toMatchObject({
        meterValue: [{ timestamp: iso(55) }],
      });
    });

    it('shifts when charging profiles were installed in this run', () => {
      const installed = (s: number) => ({
        connectorId: 1,
        transaction: null,
        installedAt: iso(s),
        profile: {
          chargingProfileId: s,
          stackLevel: 0,
          chargingProfilePurpose: 'TxDefaultProfile',
          chargingProfileKind: 'Relative',
          chargingSchedule: {
            chargingRateUnit: 'A',
            chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }],
          },
        } as const,
      });
      const before = fresh();
      before.commit([{ type: 'charging-profiles-replaced', profiles: [installed(1)] }], [], at(1));
      const storage = afterPowerCut(before);
      const both = [installed(1), installed(2)];
      storage.commit([{ type: 'charging-profiles-replaced', profiles: both }], [], at(2));
      storage.rebase(10_000);
      const times = afterPowerCut(storage).records.chargingProfiles.map(({ installedAt }) => installedAt);
      expect(times).toEqual([iso(1), iso(12)]);
    });
  });

  describe(`${name} keeps the queue within its budget`, () => {
    it('thins middle samples of the oldest long run, never Start, Stop, or the ends of a run', () => {
      const storage = open(sampleProfile({ outboxBudget: 20 }));
      storage.commit([], [start(1), ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => sample(1, n)), stop(1)], at(0));
      storage.commit([], [start(2), ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => sample(2, n))], at(1));
      expect(storage.waiting('transaction').length).toBe(20);
      storage.commit([], [stop(2)], at(2));
      const again = afterPowerCut(storage);
      expect(again.waiting('transaction').length).toBe(17);
      expect(storage.waiting('transaction').length).toBe(17);
      const left = drain(again, 'transaction').map(({ message }) =>
        message.action === 'MeterValues'
          ? message.payload.meterValue[0]!.sampledValue[0]!.value
          : `${message.action.slice(0, 3)}${'transaction' in message ? message.transaction : ''}`,
      );
      const untouched = ['Sta2', '1', '2', '3', '4', '5', '6', '7', '8', 'Sto2'];
      expect(left).toEqual(['Sta1', '1', '3', '5', '7', '9', 'Sto1', ...untouched]);
    });

    it('keeps a flood of security events to twenty, the first and the last of them, over a power cut', () => {
      const storage = fresh();
      for (let n = 1; n <= 60; n += 1) storage.commit([], [event('SettingSystemTime', String(n))], at(n));
      storage.commit([], [event('StartupOfTheDevice', 'once')], at(61));
      expect(storage.waiting('security').length).toBe(21);
      const told = [
        ...Array.from({ length: 10 }, (_, n) => n + 1),
        ...Array.from({ length: 10 }, (_, n) => n + 51),
      ];
      const again = afterPowerCut(storage);
      expect(again.waiting('security').length).toBe(21);
      expect(again.messages().map(({ message }) => message.payload)).toMatchObject([
        ...told.map((n) => ({ type: 'SettingSystemTime', techInfo: String(n), timestamp: iso(n) })),
        { type: 'StartupOfTheDevice', techInfo: 'once' },
      ]);
    });

    it('grows past the budget rather than lose a Start or a Stop', () => {
      const storage = open(sampleProfile({ outboxBudget: 2 }));
      for (const id of [1, 2, 3])
        storage.commit([], [start(id), sample(id, 1), sample(id, 2), stop(id)], at(id));
      expect(storage.waiting('transaction').length).toBe(12);
    });
  });
}
