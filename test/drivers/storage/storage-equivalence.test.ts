import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../../drivers/storage/memory-storage.ts';
import { type Storage, StorageError } from '../../../drivers/storage/storage.ts';
import type { DurableMessage, RecordChange, StationRecords } from '../../../machines/vocabulary/records.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import type { UploadRecord } from '../../../machines/vocabulary/uploads.ts';
import { rootOf } from '../../rules/calls/root-certificate.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { copyWhileOpen, openSqlite } from './sqlite-bench.ts';
import { at, iso, opened, rules, sample, security, start, stop } from './storage-samples.ts';

type Step =
  | {
      readonly do: 'commit';
      readonly changes: readonly RecordChange[];
      readonly messages: readonly DurableMessage[];
    }
  | {
      readonly do: 'acknowledge';
      readonly lane: 'transaction' | 'security';
      readonly changes: readonly RecordChange[];
    }
  | { readonly do: 'rebase'; readonly by_ms: number }
  | { readonly do: 'power-cut' };

const id = fc.integer({ min: 1, max: 4 });
const connectorId = fc.integer({ min: 1, max: 2 });
const tag = fc.constantFrom('A', 'B', 'ÄÖ"\\');

const uploadKind = fc.constantFrom('diagnostics', 'log');
const UPLOAD: UploadRecord = {
  requestId: 3,
  logType: 'SecurityLog',
  fileName: 'x.jsonl',
  oldest: iso(1),
  latest: null,
  retries: 0,
  retryInterval_s: 60,
  outcome: null,
};

const change: fc.Arbitrary<RecordChange> = fc.oneof(
  fc.tuple(id, connectorId).map(([n, connector]) => opened(n, connector)),
  fc.record({ type: fc.constant('transaction-reading'), id, energy_Wh: fc.integer({ min: 0, max: 9999 }) }),
  fc.record({ type: fc.constant('transaction-identified'), id, transactionId: fc.integer() }),
  fc.record({ type: fc.constant('transaction-parent-learnt'), id, parentIdTag: tag }),
  fc.record({
    type: fc.constantFrom('transaction-deauthorised', 'transaction-closed', 'transaction-forgotten'),
    id,
  }),
  fc.record({
    type: fc.constant('configuration-set'),
    key: fc.constant('HeartbeatInterval'),
    value: fc.constantFrom('10', '99'),
  }),
  fc.record({
    type: fc.constant('secret-set'),
    key: fc.constant('AuthorizationKey'),
    value: tag.map((value) => new Secret(value)),
  }),
  fc.record({ type: fc.constant('secret-accepted'), key: fc.constant('AuthorizationKey') }),
  fc.record({ type: fc.constant('station-availability-set'), operative: fc.boolean() }),
  fc.record({ type: fc.constant('connector-availability-set'), connectorId, operative: fc.boolean() }),
  fc.record({ type: fc.constant('session-ended'), connectorId, idTag: tag }),
  fc.record({ type: fc.constant('session-cleared'), connectorId }),
  fc.record({ type: fc.constant('reservation-removed'), reservationId: id }),
  fc.tuple(id, connectorId, tag).map(([reservationId, connector, idTag]) => ({
    type: 'reservation-stored' as const,
    reservation: { reservationId, connectorId: connector, idTag, parentIdTag: null, expiryDate: iso(99) },
  })),
  fc.tuple(id, fc.array(tag)).map(([version, tags]) => ({
    type: 'local-list-replaced' as const,
    list: {
      version,
      entries: tags.map((idTag) => ({ idTag, status: 'Accepted' as const, expiryDate: iso(9) })),
    },
  })),
  fc.record({
    type: fc.constant('secret-set'),
    key: fc.constantFrom('DiagnosticsLocation', 'LogLocation'),
    value: tag.map((value) => new Secret(value)),
  }),
  fc.record({ type: fc.constant('upload-stored'), kind: uploadKind, upload: fc.constant(UPLOAD) }),
  fc.record({
    type: fc.constant('upload-concluded'),
    kind: uploadKind,
    outcome: fc.constantFrom('uploaded', 'failed', 'bad-message', 'not-supported', 'permission-denied'),
  }),
  fc.record({ type: fc.constant('upload-ended'), kind: uploadKind }),
  fc.record({ type: fc.constant('root-installed'), root: tag.map((name) => rootOf(name)) }),
  fc.record({
    type: fc.constant('root-deleted'),
    use: fc.constant('CentralSystemRootCertificate'),
    fingerprint: tag.map((name) => rootOf(name).certificate.fingerprint),
  }),
  fc.record({ type: fc.constant('clean-stop-set'), clean: fc.boolean() }),
) as fc.Arbitrary<RecordChange>;

const message: fc.Arbitrary<DurableMessage> = fc.oneof(
  id.map((n) => start(n)),
  fc.tuple(id, fc.nat()).map(([n, energy_Wh]) => sample(n, energy_Wh)),
  id.map((n) => stop(n)),
  tag.map((type) => security(type)),
);

const changes = fc.array(change, { maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      changes,
      messages: fc.array(message, { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('acknowledge' as const),
      lane: fc.constantFrom('transaction' as const, 'security' as const),
      changes,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rebase' as const), by_ms: fc.integer({ min: -1e6, max: 1e6 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'power-cut' as const }) },
);

/** The change, mostly about a transaction there is: `id` picks one, or is the next for a start. */
function aimed(each: RecordChange, { nextTransaction }: StationRecords): RecordChange {
  if (!('id' in each)) return each;
  if (each.type === 'transaction-opened') return { ...each, id: nextTransaction };
  return { ...each, id: Math.max(1, nextTransaction - each.id) };
}

/** Takes the step. @returns why it was refused, or null. */
function take(storage: Storage, taken: Step, second: number): string | null {
  try {
    if (taken.do === 'commit') {
      const aimedAt = taken.changes.map((each) => aimed(each, storage.records));
      storage.commit(aimedAt, taken.messages, at(second));
    }
    if (taken.do === 'acknowledge') {
      storage.acknowledge(storage.head(taken.lane)?.sequence ?? 999, taken.changes, at(second));
    }
    if (taken.do === 'rebase') storage.rebase(taken.by_ms);
    return null;
  } catch (error) {
    if (error instanceof StorageError) return `${error.kind} ${error.message}`;
    throw error;
  }
}

const seen = (storage: Storage) => ({
  records: storage.records,
  heads: [storage.head('transaction'), storage.head('security')],
  waiting: [storage.waiting('transaction'), storage.waiting('security')],
  secrets: [
    storage.secret('AuthorizationKey'),
    storage.previousSecret('AuthorizationKey'),
    storage.secret('DiagnosticsLocation'),
    storage.secret('LogLocation'),
  ].map((secret) => secret?.reveal() ?? null),
});

describe('both storages', () => {
  it('show the same after any steps, refusals and power cuts', () => {
    const profile = sampleProfile({ outboxBudget: 6 });
    const refusals = { refused: 0, taken: 0 };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let memory = new MemoryStorage({ profile, rules });
        let sqlite = openSqlite(undefined, { profile });
        steps.forEach((each, second) => {
          if (each.do === 'power-cut') {
            memory = memory.clone();
            sqlite = openSqlite(copyWhileOpen(sqlite.directory), { profile });
          } else {
            const refusal = take(memory, each, second);
            expect(take(sqlite.storage, each, second)).toBe(refusal);
            refusals[refusal === null ? 'taken' : 'refused'] += 1;
          }
          expect(seen(sqlite.storage)).toEqual(seen(memory));
        });
        sqlite.storage.close();
        expect(seen(openSqlite(sqlite.directory, { profile }).storage)).toEqual(seen(memory));
        expect(sqlite.warnings).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(refusals.taken).toBeGreaterThan(refusals.refused);
  });
});
