import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chargingSituation } from '../../machines/rules/charging-limit.ts';
import { type CurrentLimitsEvent, currentLimits } from '../../machines/rules/current-limits.ts';
import type { InstalledProfile, StationRecords } from '../../machines/vocabulary/records.ts';
import { chargingProfile, installed, periods } from './charging-fixture.ts';
import { secondBySecond } from './second-by-second.ts';
import { iso, NOON, RECORDS, TRANSACTION } from './station-fixture.ts';

fc.configureGlobal({ seed: 20260304 });

const IDS = [1, 2] as const;

/** A station whose limits are looked at every second of a run. */
class Supply {
  now_s = 0;
  records: StationRecords = RECORDS;
  readonly limits = new Map<number, number>();
  readonly #since = new Map<number, { raised_s: number | null; paused_s: number | null }>();
  readonly #view: { readonly now: StationRecords; toJSON(): undefined };
  readonly #reducer: ReturnType<typeof currentLimits>;
  #state: ReturnType<typeof currentLimits>['initial'];
  #wake_ms: number | null = null;

  constructor() {
    const records = (): StationRecords => this.records;
    this.#view = {
      get now() {
        return records();
      },
      toJSON: () => undefined,
    };
    this.#reducer = currentLimits({ records: this.#view });
    this.#state = this.#reducer.initial;
    this.demand();
  }

  get charging(): readonly number[] {
    return Object.values(this.records.transactions).map((it) => it.connectorId);
  }

  demand(): void {
    const charging = this.charging;
    const connectors = IDS.map((connectorId) => ({
      connectorId,
      wantsEnergy: charging.includes(connectorId),
    }));
    this.#give({ type: 'DEMAND', connectors });
  }

  start(connectorId: number): void {
    const transaction = { ...TRANSACTION, id: connectorId + 6, connectorId, startedAt: this.#iso };
    this.records = {
      ...this.records,
      transactions: { ...this.records.transactions, [transaction.id]: transaction },
    };
    this.demand();
    this.#since.set(connectorId, { raised_s: null, paused_s: null });
  }

  stop(connectorId: number): void {
    const { [connectorId + 6]: _, ...transactions } = this.records.transactions;
    this.records = { ...this.records, transactions };
    this.#since.delete(connectorId);
    this.demand();
  }

  install(profiles: readonly InstalledProfile[]): void {
    this.records = {
      ...this.records,
      chargingProfiles: profiles.map((it) => ({ ...it, installedAt: this.#iso })),
    };
    this.review();
  }

  review(): void {
    const at = { monotonic_ms: this.now_s * 1000, wall_ms: NOON + this.now_s * 1000 };
    this.#give({ type: 'REVIEW', at });
  }

  /** Lets time pass, and checks every second of it. */
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i += 1) {
      this.check();
      this.now_s += 1;
      if (this.#wake_ms !== null && this.#wake_ms <= this.now_s * 1000) this.review();
    }
  }

  /** S10: what the norm's limits say at this second, read out without the station's own reckoning. */
  check(): void {
    const situation = chargingSituation(this.records, IDS);
    const now_ms = NOON + this.now_s * 1000;
    const allowed = (id: number): number => secondBySecond(situation, id, now_ms, 1)[0]!;
    const together = this.charging.reduce((sum, id) => sum + (this.limits.get(id) ?? 0), 0);
    expect(together, `both at ${this.now_s} s`).toBeLessThanOrEqual(allowed(0) + 1e-6);
    for (const id of IDS) {
      const limit_A = this.limits.get(id) ?? 0;
      expect(limit_A, `connector ${id} at ${this.now_s} s`).toBeLessThanOrEqual(allowed(id) + 1e-6);
      if (this.charging.includes(id)) expect(limit_A === 0 || limit_A >= 6, `${limit_A} A`).toBe(true);
      else expect(limit_A).toBeCloseTo(allowed(id), 6);
    }
  }

  get #iso(): string {
    return iso(NOON + this.now_s * 1000);
  }

  #give(event: CurrentLimitsEvent): void {
    const { state, effects } = this.#reducer.step(this.#state, event);
    this.#state = state;
    for (const effect of effects) {
      if (effect.type === 'review') this.review();
      else if (effect.type === 'limit') this.#limit(effect.connectorId, effect.limit_A);
      else this.#wake_ms = effect.delay_ms === null ? null : this.now_s * 1000 + effect.delay_ms;
    }
  }

  /** Raised at most once in 5 s, paused for at least 60 s. */
  #limit(connectorId: number, limit_A: number): void {
    const before_A = this.limits.get(connectorId) ?? 0;
    this.limits.set(connectorId, limit_A);
    const since = this.#since.get(connectorId);
    if (!since) return;
    if (limit_A > before_A) {
      if (since.raised_s !== null) expect(this.now_s - since.raised_s).toBeGreaterThanOrEqual(5);
      if (since.paused_s !== null && before_A === 0)
        expect(this.now_s - since.paused_s).toBeGreaterThanOrEqual(60);
      since.raised_s = this.now_s;
    }
    if (limit_A === 0 && before_A > 0) since.paused_s = this.now_s;
  }
}

const ampere = fc.constantFrom(0, 3, 5.9, 6, 10, 11.9, 12, 12.5, 16, 20, 32, 40);
const profile = fc
  .record({
    purpose: fc.constantFrom(
      'ChargePointMaxProfile' as const,
      'TxDefaultProfile' as const,
      'TxProfile' as const,
    ),
    kind: fc.constantFrom('Absolute' as const, 'Relative' as const),
    first: ampere,
    then: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), ampere), { maxLength: 3 }),
    duration: fc.option(fc.integer({ min: 10, max: 100 }), { nil: undefined }),
    connectorId: fc.constantFrom(1, 2),
    stackLevel: fc.constantFrom(0, 1),
  })
  .map(({ purpose, kind, first, then, duration, connectorId, stackLevel }) => {
    let startPeriod = 0;
    const more = then.map(([wait_s, limit]): [number, number] => {
      startPeriod += wait_s;
      return [startPeriod, limit];
    });
    const schedule = { chargingSchedulePeriod: periods([0, first], ...more) };
    const timed = duration === undefined ? schedule : { ...schedule, duration };
    const it = chargingProfile(timed, {
      chargingProfilePurpose: purpose,
      chargingProfileKind: kind,
      stackLevel,
    });
    const target = purpose === 'ChargePointMaxProfile' ? 0 : connectorId;
    return installed(it, {
      connectorId: target,
      transaction: purpose === 'TxProfile' ? connectorId + 6 : null,
    });
  });
const event = fc.oneof(
  fc.record({ type: fc.constantFrom('start' as const, 'stop' as const), connectorId: fc.constantFrom(1, 2) }),
  fc.record({ type: fc.constant('install' as const), profiles: fc.array(profile, { maxLength: 4 }) }),
  fc.record({ type: fc.constant('pass' as const), seconds: fc.integer({ min: 0, max: 70 }) }),
);

it('whatever is installed, whoever charges: no limit is exceeded for a second (S10)', () => {
  let shared = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 5, maxLength: 20, size: 'max' }), (events) => {
      const supply = new Supply();
      for (const it of events) {
        const charges = 'connectorId' in it && supply.charging.includes(it.connectorId);
        if (it.type === 'start' && !charges) supply.start(it.connectorId);
        if (it.type === 'stop' && charges) supply.stop(it.connectorId);
        if (it.type === 'install') supply.install(it.profiles);
        if (it.type === 'pass') supply.pass(it.seconds);
        supply.check();
        if (supply.charging.length === 2) shared += 1;
      }
    }),
    { numRuns: 150 },
  );
  expect(shared).toBeGreaterThan(200);
});

it('a vehicle that comes second waits until the first has made room, and then both have their share', () => {
  const supply = new Supply();
  const max = chargingProfile(
    { chargingSchedulePeriod: periods([0, 20]) },
    { chargingProfilePurpose: 'ChargePointMaxProfile' },
  );
  supply.install([installed(max)]);
  supply.start(1);
  supply.pass(10);
  expect(supply.limits.get(1)).toBe(20);
  supply.start(2);
  expect([supply.limits.get(1), supply.limits.get(2)]).toEqual([10, 0]);
  supply.pass(4);
  expect(supply.limits.get(2)).toBe(0);
  supply.pass(2);
  expect([supply.limits.get(1), supply.limits.get(2)]).toEqual([10, 10]);
});
