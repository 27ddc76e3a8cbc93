import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange } from '../../machines/rules/apply-change.ts';
import type { CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { OcppConnectionEvent } from '../../machines/vocabulary/events.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import {
  type ConnectionEvent,
  securityProfileNeverLower,
} from '../properties/security-profile-never-lower.ts';
import { MachineAlone, recordsWith } from './machine-alone.ts';
import { recordingLogic } from './recording-logic.ts';

fc.configureGlobal({ seed: 20260304 });

const CALM = { WebSocketPingInterval: '0' };
/** Raised from `from` to `to`, and never connected since. */
const raised = (from: number, to: number): StationRecords =>
  recordsWith({ ...CALM, SecurityProfile: String(to) }, { securityFallback: from });

/** A connection whose commits are stored, and the attempts it makes; power cuts begin it anew. */
class Connecting {
  records: StationRecords;
  readonly events: ConnectionEvent[] = [];
  #machine: MachineAlone<OcppConnectionEvent>;
  #full = false;

  constructor(records: StationRecords) {
    this.records = records;
    this.#machine = this.#start();
  }

  get tried(): readonly number[] {
    return this.events.filter(({ kind }) => kind === 'attempt').map((it) => it.securityProfile);
  }

  get isConnecting(): boolean {
    return this.#machine.state('link') === 'down.connecting';
  }

  refused(): this {
    if (this.isConnecting)
      this.#machine.send({ type: 'SOCKET_REFUSED', status: null, jitter: 0.9 }).pass_s(5);
    return this;
  }

  refusedFiveTimes(): this {
    for (let n = 0; n < 5; n++) this.refused();
    return this;
  }

  opened(full = false): this {
    if (!this.isConnecting) return this;
    this.#full = full;
    this.#note('opened', this.events.at(-1)?.securityProfile ?? 0);
    this.#machine.send({ type: 'SOCKET_OPENED' });
    this.#full = false;
    return this;
  }

  closed(): this {
    this.#machine.send({ type: 'SOCKET_CLOSED', jitter: 0.9 }).pass_s(5);
    return this;
  }

  /** As the rule of ChangeConfiguration does. */
  raise(to: number): this {
    const current = Number(this.records.configuration.SecurityProfile);
    if (to <= current || this.isConnecting) return this;
    const from = this.records.securityFallback ?? current;
    this.#store({
      changes: [
        { type: 'security-profile-raised', from },
        { type: 'configuration-set', key: 'SecurityProfile', value: String(to) },
      ],
    });
    this.#machine.send('RECONNECT').pass_s(5);
    return this;
  }

  powerCut(): this {
    this.#machine = this.#start();
    return this;
  }

  #note(kind: ConnectionEvent['kind'], securityProfile: number): void {
    this.events.push({ kind, at_ms: 0, securityProfile });
  }

  #store({ changes = [] }: CommitRequest): void {
    if (this.#full) return;
    this.records = changes.reduce((it, change) => applyChange(it, change, ''), this.records);
    if (this.#machine) this.#machine.records.now = this.records;
  }

  #start(): MachineAlone<OcppConnectionEvent> {
    const quiet = () => null;
    return new MachineAlone<OcppConnectionEvent>('ocppConnection', {
      records: this.records,
      input: { registration: 'unknown', queue: {} },
      children: { callQueue: recordingLogic(() => {}) },
      ports: {
        call: quiet,
        commit: (request: CommitRequest) => {
          this.#store(request);
          return null;
        },
        openSocket: ({ securityProfile }: { securityProfile: number }) => {
          this.#note('attempt', securityProfile);
          return null;
        },
        closeSocket: quiet,
        ping: quiet,
        setTime: quiet,
      },
    });
  }
}

describe('a security profile that was raised (whitepaper A05)', () => {
  it('is tried five times, then the one before once, in turns, until one of them succeeds (FR.08)', () => {
    const it = new Connecting(raised(1, 2));
    for (let n = 0; n < 12; n++) it.refused();
    expect(it.tried).toEqual([2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 1, 2]);
    expect(it.records).toMatchObject({ securityFallback: 1, configuration: { SecurityProfile: '2' } });
  });

  it('stays when a connection with it succeeds, also after a restart (FR.09)', () => {
    const it = new Connecting(raised(1, 2)).refused().opened().closed();
    expect(it.records).toMatchObject({ securityFallback: null, configuration: { SecurityProfile: '2' } });
    for (let n = 0; n < 10; n++) it.refused();
    it.powerCut();
    for (let n = 0; n < 10; n++) it.refused();
    expect(new Set(it.tried)).toEqual(new Set([2]));
  });

  it('is given up when one with the profile before succeeds', () => {
    const it = new Connecting(raised(1, 3));
    it.refusedFiveTimes().opened().closed();
    expect(it.tried).toEqual([3, 3, 3, 3, 3, 1, 1]);
    expect(it.records).toMatchObject({ securityFallback: null, configuration: { SecurityProfile: '1' } });
  });

  it('stays in this life though its success could not be stored, and is stored at the next', () => {
    const it = new Connecting(raised(1, 2)).opened(true).closed();
    expect(it.records.securityFallback).toBe(1);
    for (let n = 0; n < 10; n++) it.refused();
    expect(new Set(it.tried)).toEqual(new Set([2]));
    expect(it.opened().records.securityFallback).toBeNull();
  });
});

type Step = 'refused' | 'refusedFiveTimes' | 'opened' | 'closed' | 'powerCut' | 1 | 2 | 3;
const run = (steps: readonly Step[]): Connecting => {
  const it = new Connecting(recordsWith({ ...CALM, SecurityProfile: '0' }));
  for (const step of steps) {
    if (typeof step === 'number') it.raise(step);
    else it[step]();
  }
  return it;
};

describe('S12: the security profile', () => {
  const steps = fc.array(
    fc.constantFrom<Step>('refusedFiveTimes', 'opened', 'opened', 'refused', 'closed', 'powerCut', 1, 2, 3),
    { minLength: 30, maxLength: 80 },
  );

  it('never goes lower after one success, whatever is refused, raised, and cut off', () => {
    let back = 0;
    let proven = 0;
    fc.assert(
      fc.property(steps, (it) => {
        const { events } = run(it);
        expect(securityProfileNeverLower(events)).toEqual([]);
        if (events.some((event, i) => event.securityProfile < (events[i - 1]?.securityProfile ?? 0))) back++;
        if (events.some(({ kind, securityProfile }) => kind === 'opened' && securityProfile > 1)) proven++;
      }),
      { numRuns: 200 },
    );
    // Runs in which nothing of this happens would prove nothing.
    expect(back).toBeGreaterThan(20);
    expect(proven).toBeGreaterThan(50);
  });

  it('is found lower where a success is not stored, and the power goes', () => {
    const forgetful = new Connecting(raised(1, 2)).opened(true).powerCut();
    expect(securityProfileNeverLower(forgetful.refusedFiveTimes().events)).toHaveLength(1);
  });
});
