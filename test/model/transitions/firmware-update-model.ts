import { type AnyStateMachine, setup, spawnChild } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import { registry } from '../../../machines/registry.ts';
import type { FirmwareRecord } from '../../../machines/vocabulary/firmware.ts';
import { CHARGE_POINT, FIRMWARE_UPDATE } from '../../../machines/vocabulary/peer.ts';
import type { LinkSummary } from '../../../machines/vocabulary/summary.ts';
import { RECORDS } from '../../rules/station-fixture.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import type { Beside } from '../equivalence.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import type { Violation } from '../properties.ts';
import { RealStation } from '../real-station.ts';
import { type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';

export type FirmwareUpdateNode = { readonly world: World };

const UPDATE: FirmwareRecord = {
  requestId: 7,
  retrieveAt: '2026-01-01T00:00:00.000Z',
  installAt: '2026-01-02T00:00:00.000Z',
  retries: 1,
  retryInterval_s: 20,
  signingCertificate: 'x',
  signature: 'x',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
};
const INSTALLING: FirmwareRecord = { ...UPDATE, phase: 'installing', digest: 'new' };
const REBOOTING: FirmwareRecord = { ...INSTALLING, phase: 'rebooting' };
type Before = { readonly update: FirmwareRecord | null; readonly running?: string; readonly atStart?: false };
/** What the records hold of an update, and what runs, as the actor is built. */
const BEFORE: Readonly<Record<string, Before>> = {
  nothing: { update: null },
  'one that was accepted': { update: UPDATE },
  'a verified one': { update: { ...UPDATE, phase: 'verified', digest: 'new' } },
  'one that was being installed': { update: INSTALLING },
  'one that runs': { update: REBOOTING, running: 'new' },
  'one that ended': { update: { ...UPDATE, outcome: 'download-failed' } },
  'an installation under way': { update: INSTALLING, atStart: false },
  'a restart under way': { update: REBOOTING, atStart: false },
};
export const UPDATES_BEFORE: readonly string[] = Object.keys(BEFORE);

const link = (connected: boolean): LinkSummary => ({ connected, registration: 'accepted' });
const OLDER = 999;
/** Before and after installDateTime. */
const AT = { early: Date.UTC(2026, 0, 1), late: Date.UTC(2026, 0, 3) };
const HEARD: readonly (readonly [label: string, event: { readonly type: string }])[] = [
  ['link lost', { type: 'LINK', link: link(false) } as never],
  ['online', { type: 'LINK', link: link(true) } as never],
  ['SignedUpdateFirmware', { type: 'UPDATE', update: UPDATE, due: false, busy: false } as never],
  ['SignedUpdateFirmware, due', { type: 'UPDATE', update: UPDATE, due: true, busy: false } as never],
  ['a transaction', { type: 'BUSY', busy: true } as never],
  ['no transaction', { type: 'BUSY', busy: false } as never],
  ['alarm', { type: 'ALARM', id: 'x', wall_ms: 0 } as never],
  ['ExtendedTriggerMessage', { type: 'REPORT_FIRMWARE' }],
  ['stored', { type: 'COMMITTED', purpose: '', then: [] } as never],
  ['not stored', { type: 'COMMIT_FAILED', purpose: '' } as never],
];

/** One firmware update alone: a charge point that hears everything and does nothing. */
function alone({ update, running = null as never, atStart = true as never }: Before, ports: Ports) {
  const { actors } = provide(registry, ports).implementations as unknown as {
    actors: { firmwareUpdate: AnyStateMachine };
  };
  const records = { now: RECORDS, toJSON: () => undefined };
  const rest = { records, update, running, atStart, link: link(false), busy: false };
  const input = ({ self }: { self: unknown }) => ({ owner: self, ...rest });
  return setup({
    actors: { update: actors.firmwareUpdate },
    actions: { start: spawnChild('update', { id: FIRMWARE_UPDATE, input } as never) },
  }).createMachine({ id: CHARGE_POINT, entry: 'start' }) as AnyStateMachine;
}

/** firmware-update with all events at any time: an environment that does more than any real one. */
export class FirmwareUpdateModel implements Model<FirmwareUpdateNode> {
  readonly name: string;
  readonly scope = ['firmware-update alone; each of its events at any time; one retry'];
  readonly #system: System;
  readonly #before: Before;

  constructor(before: string) {
    this.name = `firmware update, before: ${before}`;
    this.#before = BEFORE[before] ?? { update: null };
    const components = new Map<string, MachineComponent>();
    this.#system = new System((logic, id) => {
      const component = components.get(id) ?? new MachineComponent(logic as AnyStateMachine, id);
      components.set(id, component);
      return component;
    });
  }

  /** The real actors, beside it. */
  real(): RealStation & Beside {
    return new RealStation((ports) => alone(this.#before, ports), CHARGE_POINT, {});
  }

  initial(): { node: FirmwareUpdateNode; record: StepRecord } {
    const machine = alone(
      this.#before,
      recordingPorts(() => undefined),
    );
    const { world, record } = this.#system.start(CHARGE_POINT, machine, {});
    return { node: { world }, record };
  }

  choices({ world }: FirmwareUpdateNode): readonly Choice[] {
    const state = world.actors.get(FIRMWARE_UPDATE)?.state as {
      context: { control: { request: number; attempt: number } };
    };
    const { request, attempt } = state.context.control;
    const moves = [...HEARD, ...answersTo(request), ...endsOf(attempt)].map(([label, event]): Choice => {
      const older = Object.values(event).includes(OLDER as never) ? ' (older)' : '';
      return { label: `${label}${older}`, cause: { kind: 'event', to: FIRMWARE_UPDATE, event } };
    });
    const timers = [...mayFire(world.timers)].sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
    return [
      ...moves,
      ...timers.map((it): Choice => {
        const cause = { kind: 'timer', actor: it.actor, timer: it.timer } as const;
        return { label: `timer ${timerName(it)}`, cause };
      }),
    ];
  }

  take({ world }: FirmwareUpdateNode, { cause }: Choice): { node: FirmwareUpdateNode; record: StepRecord } {
    const next = this.#system.step(world, cause);
    return { node: { world: next.world }, record: next.record };
  }

  /** Which number a step or a notification has decides nothing. */
  key({ world }: FirmwareUpdateNode): string {
    const actors = [...world.actors.values()].map(({ component, state }) => component.key(state));
    return `${actors.join(' ').replaceAll(/"(request|attempt)":\d+/g, '')} ${timersKey(world.timers)}`;
  }

  check(_before: FirmwareUpdateNode, { failures }: StepRecord): Violation | null {
    const [failure] = failures;
    return failure ? { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` } : null;
  }
}

const ACTION = 'SignedFirmwareStatusNotification';
const answersTo = (latest: number) =>
  [latest, OLDER].flatMap((request) => [
    ['confirmed', { type: 'CALL_ANSWERED', action: ACTION, request, conf: {} }] as const,
    ...(['offline', 'timeout'] as const).map(
      (failure) => [failure, { type: 'CALL_FAILED', action: ACTION, request, failure }] as const,
    ),
  ]);
const verified = (attempt: number, digest: string | null, valid: boolean, wall_ms: number) =>
  ({ type: 'VERIFIED', attempt, digest, valid, at: { monotonic_ms: 0, wall_ms } }) as const;
const endsOf = (latest: number) =>
  [latest, OLDER].flatMap((attempt) => [
    ...(['downloaded', 'failed', 'not-supported'] as const).map(
      (outcome) => [outcome, { type: 'DOWNLOAD_ENDED', attempt, outcome }] as const,
    ),
    ...(['installed', 'installation-failed', 'verification-failed'] as const).map(
      (outcome) => [outcome, { type: 'INSTALL_ENDED', attempt, outcome }] as const,
    ),
    ['no file', verified(attempt, null, false, AT.late)] as const,
    ['a wrong signature', verified(attempt, 'other', false, AT.late)] as const,
    ['a right signature', verified(attempt, 'new', true, AT.early)] as const,
    ['a right signature, late', verified(attempt, 'new', true, AT.late)] as const,
  ]);
