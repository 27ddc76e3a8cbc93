import { type AnyStateMachine, setup, spawnChild } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import { registry } from '../../../machines/registry.ts';
import { CHARGE_POINT, OCPP_CONNECTION } from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import type { Registration } from '../../../machines/vocabulary/summary.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import type { Stimulus } from '../environment.ts';
import type { Beside } from '../equivalence.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import type { Violation } from '../properties.ts';
import { RealStation } from '../real-station.ts';
import { newStation, silent } from '../station/station-machine.ts';
import { type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';

export type ConnectionNode = { readonly world: World; readonly watched: boolean };

/** The connection alone: a charge point and a call queue that hear everything and do nothing. */
function alone(registration: Registration, records: ModelRecords, ports: Ports): AnyStateMachine {
  const { actors } = provide(registry, ports).implementations as unknown as {
    actors: { ocppConnection: AnyStateMachine };
  };
  const connection = hostedWith(actors.ocppConnection);
  const waiting = { transaction: 0, security: 0 };
  return setup({
    actors: { connection },
    actions: {
      start: spawnChild('connection', {
        id: OCPP_CONNECTION,
        input: ({ self }: { self: unknown }) => ({
          owner: self,
          records,
          registration,
          queue: { records, idPrefix: 'x', waiting },
        }),
      } as never),
    },
  }).createMachine({ id: CHARGE_POINT, entry: 'start' });
}
const hostedWith = (connection: AnyStateMachine): AnyStateMachine =>
  connection.provide({ actors: { callQueue: silent } });

const answered = (action: string, request: number, conf: object) => ({
  type: 'CALL_ANSWERED',
  action,
  request,
  conf,
});
const boot = (status: string) => ({ status, interval: 60, currentTime: '2026-01-01T00:00:00Z' });
const OLDER = 999;
const HEARD: readonly (readonly [label: string, event: Stimulus['event']])[] = [
  ['socket opened', { type: 'SOCKET_OPENED' }],
  ['socket refused', { type: 'SOCKET_REFUSED', status: null, jitter: 0 }],
  ['socket closed', { type: 'SOCKET_CLOSED', jitter: 0 }],
  ['pong', { type: 'PONG' }],
  ['a CALL was answered', { type: 'EXCHANGE' }],
  ['new credentials', { type: 'RECONNECT' }],
  ['TriggerMessage BootNotification', { type: 'SEND_BOOT_NOTIFICATION' }],
  ['TriggerMessage Heartbeat', { type: 'SEND_HEARTBEAT' }],
  ['stored', { type: 'COMMITTED', purpose: 'heartbeat-interval', then: [] }],
  ['Heartbeat answered', answered('Heartbeat', -1, { currentTime: '2026-01-01T00:00:00Z' })],
];
const KEYS = ['WebSocketPingInterval', 'HeartbeatInterval'];

/** ocpp-connection with all events at any time: an environment that does more than any real one. */
export class ConnectionModel implements Model<ConnectionNode> {
  readonly name: string;
  readonly scope = [
    'ocpp-connection alone; each of its events at any time; both intervals 60 s or 0, and then a way back',
  ];
  readonly #system: System;
  readonly #registration: Registration;
  readonly #on: StationRecords = newStation({ WebSocketPingInterval: '60', HeartbeatInterval: '60' });
  readonly #off: StationRecords = {
    ...newStation({ WebSocketPingInterval: '0', HeartbeatInterval: '0', SecurityProfile: '1' }),
    securityFallback: 0,
  };
  readonly #records = new ModelRecords(this.#on);

  constructor(registration: Registration) {
    this.name = `connection, ${registration}`;
    this.#registration = registration;
    const components = new Map<string, MachineComponent>();
    this.#system = new System((logic, id) => {
      const component = components.get(id) ?? new MachineComponent(logic as AnyStateMachine, id);
      components.set(id, component);
      return component;
    });
  }

  /** The real actors, beside it. */
  real(): RealStation & Beside {
    const records = new ModelRecords(this.#on);
    const real = new RealStation((ports) => alone(this.#registration, records, ports), CHARGE_POINT, {});
    const step = real.step.bind(real);
    real.step = (cause) => {
      if (cause.kind === 'event' && cause.event.type === 'CONFIGURATION_CHANGED')
        records.now = cause.event.on ? this.#on : this.#off;
      step(cause);
    };
    return real;
  }

  initial(): { node: ConnectionNode; record: StepRecord } {
    this.#records.now = this.#on;
    const ports = recordingPorts(() => undefined);
    const machine = alone(this.#registration, this.#records, ports);
    const { world, record } = this.#system.start(CHARGE_POINT, machine, {});
    return { node: { world, watched: true }, record };
  }

  choices({ world, watched }: ConnectionNode): readonly Choice[] {
    const latest = (world.actors.get(OCPP_CONNECTION)?.state as { context: { control: { request: number } } })
      .context.control.request;
    const boots = [latest, OLDER].flatMap((request) => [
      ...['Accepted', 'Pending', 'Rejected'].map(
        (it) => [`Boot ${it}`, answered('BootNotification', request, boot(it))] as const,
      ),
      ...['offline', 'timeout'].map(
        (failure) =>
          [`Boot ${failure}`, { type: 'CALL_FAILED', action: 'BootNotification', request, failure }] as const,
      ),
    ]);
    const keys = KEYS.map(
      (key) => [`${key} ${watched ? 0 : 60}`, { type: 'CONFIGURATION_CHANGED', key, on: !watched }] as const,
    );
    const moves = [...HEARD, ...boots, ...keys].map(([label, event]): Choice => {
      const older = 'request' in event && event.request === OLDER ? ' (older)' : '';
      return { label: `${label}${older}`, cause: { kind: 'event', to: OCPP_CONNECTION, event } };
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

  take({ world, watched }: ConnectionNode, { cause }: Choice): { node: ConnectionNode; record: StepRecord } {
    const on = cause.kind === 'event' && 'on' in cause.event ? (cause.event.on as boolean) : watched;
    this.#records.now = on ? this.#on : this.#off;
    const next = this.#system.step(world, cause);
    return { node: { world: next.world, watched: on }, record: next.record };
  }

  key({ world, watched }: ConnectionNode): string {
    const actors = [...world.actors.values()].map(({ component, state }) => component.key(state));
    return `${watched} ${actors.join(' ').replace(/"request":\d+/, '')} ${timersKey(world.timers)}`;
  }

  check(_before: ConnectionNode, { failures }: StepRecord): Violation | null {
    const [failure] = failures;
    return failure ? { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` } : null;
  }
}
