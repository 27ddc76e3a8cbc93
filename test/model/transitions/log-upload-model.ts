import { type AnyStateMachine, setup, spawnChild } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import { registry } from '../../../machines/registry.ts';
import { CHARGE_POINT, uploadActor } from '../../../machines/vocabulary/peer.ts';
import type { LinkSummary } from '../../../machines/vocabulary/summary.ts';
import type { UploadRecord } from '../../../machines/vocabulary/uploads.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import type { Beside } from '../equivalence.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import type { Violation } from '../properties.ts';
import { RealStation } from '../real-station.ts';
import { type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';

export type LogUploadNode = { readonly world: World };

const UPLOAD_ACTOR = uploadActor('log');
const UPLOAD: UploadRecord = {
  requestId: 7,
  logType: 'DiagnosticsLog',
  fileName: 'x',
  oldest: null,
  latest: null,
  retries: 1,
  retryInterval_s: 20,
  outcome: null,
};
/** What the records hold of it as the station starts. */
const BEFORE = {
  nothing: null,
  'an interrupted one': UPLOAD,
  'one that ended': { ...UPLOAD, outcome: 'uploaded' },
} as const;
export type UploadBefore = keyof typeof BEFORE;
export const UPLOADS_BEFORE = Object.keys(BEFORE) as readonly UploadBefore[];

const link = (connected: boolean): LinkSummary => ({ connected, registration: 'accepted' });
const OLDER = 999;
const HEARD: readonly (readonly [label: string, event: { readonly type: string }])[] = [
  ['link lost', { type: 'LINK', link: link(false) } as never],
  ['online', { type: 'LINK', link: link(true) } as never],
  ['GetLog', { type: 'UPLOAD', upload: UPLOAD } as never],
  ['TriggerMessage', { type: 'REPORT_UPLOAD' }],
  ['stored', { type: 'COMMITTED', purpose: '', then: [] } as never],
  ['not stored', { type: 'COMMIT_FAILED', purpose: '' } as never],
];

/** One log upload alone: a charge point that hears everything and does nothing. */
function alone(before: UploadBefore, ports: Ports): AnyStateMachine {
  const { actors } = provide(registry, ports).implementations as unknown as {
    actors: { logUpload: AnyStateMachine };
  };
  const input = { kind: 'log', upload: BEFORE[before], link: link(false) };
  return setup({
    actors: { upload: actors.logUpload },
    actions: { start: spawnChild('upload', { id: UPLOAD_ACTOR, input } as never) },
  }).createMachine({ id: CHARGE_POINT, entry: 'start' });
}

/** log-upload with all events at any time: an environment that does more than any real one. */
export class LogUploadModel implements Model<LogUploadNode> {
  readonly name: string;
  readonly scope = ['log-upload alone; each of its events at any time; one retry'];
  readonly #system: System;
  readonly #before: UploadBefore;

  constructor(before: UploadBefore) {
    this.name = `log upload, before: ${before}`;
    this.#before = before;
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

  initial(): { node: LogUploadNode; record: StepRecord } {
    const machine = alone(
      this.#before,
      recordingPorts(() => undefined),
    );
    const { world, record } = this.#system.start(CHARGE_POINT, machine, {});
    return { node: { world }, record };
  }

  choices({ world }: LogUploadNode): readonly Choice[] {
    const state = world.actors.get(UPLOAD_ACTOR)?.state as {
      context: { control: { request: number; attempt: number } };
    };
    const { request, attempt } = state.context.control;
    const answers = [request, OLDER].flatMap((it) => [
      [
        'confirmed',
        { type: 'CALL_ANSWERED', action: 'LogStatusNotification', request: it, conf: {} },
      ] as const,
      ...(['offline', 'timeout'] as const).map(
        (failure) =>
          [failure, { type: 'CALL_FAILED', action: 'LogStatusNotification', request: it, failure }] as const,
      ),
    ]);
    const ends = [attempt, OLDER].flatMap((it) =>
      (['uploaded', 'failed', 'not-supported'] as const).map(
        (outcome) => [outcome, { type: 'UPLOAD_ENDED', attempt: it, outcome }] as const,
      ),
    );
    const moves = [...HEARD, ...answers, ...ends].map(([label, event]): Choice => {
      const older = Object.values(event).includes(OLDER as never) ? ' (older)' : '';
      return { label: `${label}${older}`, cause: { kind: 'event', to: UPLOAD_ACTOR, event } };
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

  take({ world }: LogUploadNode, { cause }: Choice): { node: LogUploadNode; record: StepRecord } {
    const next = this.#system.step(world, cause);
    return { node: { world: next.world }, record: next.record };
  }

  /** Which number a transfer or a notification has decides nothing. */
  key({ world }: LogUploadNode): string {
    const actors = [...world.actors.values()].map(({ component, state }) => component.key(state));
    return `${actors.join(' ').replaceAll(/"(request|attempt)":\d+/g, '')} ${timersKey(world.timers)}`;
  }

  check(_before: LogUploadNode, { failures }: StepRecord): Violation | null {
    const [failure] = failures;
    return failure ? { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` } : null;
  }
}
