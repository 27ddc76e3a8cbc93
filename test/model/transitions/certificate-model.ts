import { type AnyStateMachine, setup, spawnChild } from 'xstate';
import { provide } from '../../../actors/charge-point.ts';
import type { Ports } from '../../../actors/ports.ts';
import { registry } from '../../../machines/registry.ts';
import { CHARGE_POINT, CHARGE_POINT_CERTIFICATE } from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import type { LinkSummary } from '../../../machines/vocabulary/summary.ts';
import { recordingPorts } from '../compositions/recording-ports.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import type { Beside } from '../equivalence.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import type { Violation } from '../properties.ts';
import { RealStation } from '../real-station.ts';
import { newStation } from '../station/station-machine.ts';
import { type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';

export type CertificateNode = { readonly world: World };

const MUTUAL = { SecurityProfile: '3', CpoName: 'Operator' };
const REQUEST = { csr: 'CSR', keyHash: 'k', organisation: 'Operator', answered: false };
/** What the records hold, all along. */
const HELD = {
  'nothing asked for': newStation(MUTUAL),
  'a request that was not answered': { ...newStation(MUTUAL), signingRequest: REQUEST },
  'no name of the operator': newStation({ ...MUTUAL, CpoName: '' }),
} as const satisfies Readonly<Record<string, StationRecords>>;
export type CertificateHeld = keyof typeof HELD;
export const CERTIFICATES_HELD = Object.keys(HELD) as readonly CertificateHeld[];

const link = (connected: boolean): LinkSummary => ({ connected, registration: 'accepted' });
const ring = (id: string) => ({ type: 'ALARM', id, wall_ms: 0 }) as never;
const OLDER = 999;
const HEARD: readonly (readonly [label: string, event: { readonly type: string }])[] = [
  ['link lost', { type: 'LINK', link: link(false) } as never],
  ['online', { type: 'LINK', link: link(true) } as never],
  ['ExtendedTriggerMessage', { type: 'SIGN_CERTIFICATE' }],
  ['CertificateSigned', { type: 'CERTIFICATE_INSTALLED' }],
  ['a month to live', ring('renewal')],
  ['valid from now on', ring('validity')],
  ['stored', { type: 'COMMITTED', purpose: 'signing-request', then: [] } as never],
  ['not stored', { type: 'COMMIT_FAILED', purpose: 'signing-request' } as never],
];

/** The certificate alone: a charge point that hears everything and does nothing. */
function alone(records: ModelRecords, ports: Ports): AnyStateMachine {
  const { actors } = provide(registry, ports).implementations as unknown as {
    actors: { chargePointCertificate: AnyStateMachine };
  };
  return setup({
    actors: { certificate: actors.chargePointCertificate },
    actions: {
      start: spawnChild('certificate', {
        id: CHARGE_POINT_CERTIFICATE,
        input: ({ self }: { self: unknown }) => ({ owner: self, records, link: link(false) }),
      } as never),
    },
  }).createMachine({ id: CHARGE_POINT, entry: 'start' });
}

/** charge-point-certificate with all events at any time: an environment that does more than any real one. */
export class CertificateModel implements Model<CertificateNode> {
  readonly name: string;
  readonly scope = ['charge-point-certificate alone; each of its events at any time'];
  readonly #system: System;
  readonly #records: ModelRecords;

  constructor(held: CertificateHeld) {
    this.name = `certificate, records: ${held}`;
    this.#records = new ModelRecords(HELD[held]);
    const components = new Map<string, MachineComponent>();
    this.#system = new System((logic, id) => {
      const component = components.get(id) ?? new MachineComponent(logic as AnyStateMachine, id);
      components.set(id, component);
      return component;
    });
  }

  /** The real actors, beside it. */
  real(): RealStation & Beside {
    return new RealStation((ports) => alone(this.#records, ports), CHARGE_POINT, {});
  }

  initial(): { node: CertificateNode; record: StepRecord } {
    const machine = alone(
      this.#records,
      recordingPorts(() => undefined),
    );
    const { world, record } = this.#system.start(CHARGE_POINT, machine, {});
    return { node: { world }, record };
  }

  choices({ world }: CertificateNode): readonly Choice[] {
    const state = world.actors.get(CHARGE_POINT_CERTIFICATE)?.state as {
      context: { control: { request: number; attempt: number } };
    };
    const { request, attempt } = state.context.control;
    const answers = [request, OLDER].flatMap((it) => [
      ...['Accepted', 'Rejected'].map(
        (status) =>
          [
            status,
            { type: 'CALL_ANSWERED', action: 'SignCertificate', request: it, conf: { status } },
          ] as const,
      ),
      ...['offline', 'timeout'].map(
        (failure) =>
          [failure, { type: 'CALL_FAILED', action: 'SignCertificate', request: it, failure }] as const,
      ),
    ]);
    const made = { csr: 'CSR', keyHash: 'k', organisation: 'Operator', privateKey: new Secret('private') };
    const keys = [attempt, OLDER].flatMap((it) => [
      ['key made', { type: 'KEY_MADE', attempt: it, ...made }] as const,
      ['no key', { type: 'KEY_FAILED', attempt: it }] as const,
    ]);
    const moves = [...HEARD, ...answers, ...keys].map(([label, event]): Choice => {
      const older = Object.values(event).includes(OLDER as never) ? ' (older)' : '';
      return { label: `${label}${older}`, cause: { kind: 'event', to: CHARGE_POINT_CERTIFICATE, event } };
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

  take({ world }: CertificateNode, { cause }: Choice): { node: CertificateNode; record: StepRecord } {
    const next = this.#system.step(world, cause);
    return { node: { world: next.world }, record: next.record };
  }

  /** Which number a key or a request has decides nothing. */
  key({ world }: CertificateNode): string {
    const actors = [...world.actors.values()].map(({ component, state }) => component.key(state));
    return `${actors.join(' ').replaceAll(/"(request|attempt)":\d+/g, '')} ${timersKey(world.timers)}`;
  }

  check(_before: CertificateNode, { failures }: StepRecord): Violation | null {
    const [failure] = failures;
    return failure ? { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` } : null;
  }
}
