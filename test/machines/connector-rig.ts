import { type AnyStateMachine, createActor, type EventObject } from 'xstate';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import type { ConnectorInput } from '../../machines/connector.ts';
import { registry } from '../../machines/registry.ts';
import { startConfiguration } from '../../machines/rules/configuration.ts';
import type { ConnectorEvent, RemoteStart } from '../../machines/vocabulary/events.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import type { Fault } from '../../machines/vocabulary/status.ts';
import { RECORDS } from '../rules/station-fixture.ts';
import { recordingLogic } from './recording-logic.ts';

type Setup = {
  readonly settings?: Readonly<Record<string, string>>;
  readonly records?: Partial<StationRecords>;
  readonly input?: Partial<ConnectorInput>;
};

/** Only what tells two events of one type apart. */
function words(event: EventObject): string {
  const { type, at: _, ...rest } = event as EventObject & { at?: unknown };
  const params = Object.values(rest).filter((it) => typeof it !== 'object' || it === null);
  return [type, ...params.map(String)].join(' ');
}

/**
 * Connector 1 alone, on virtual time: its contactor, its transaction and its owner only take note of what
 * they are told. It begins online, in order, with 32 A, unplugged.
 */
export function connectorAlone({ settings = {}, records = {}, input = {} }: Setup = {}) {
  const clock = new VirtualClock();
  const log: string[] = [];
  const withdrawn: number[] = [];
  const start = startConfiguration(mx007sc, Object.entries(settings));
  if ('mistakes' in start) throw new Error(start.mistakes.join(' '));
  const now = { ...RECORDS, profile: mx007sc, configuration: start.configuration, ...records };
  const told = (whom: string) => (event: EventObject) => void log.push(`${whom}: ${words(event)}`);
  const machine = registry.connector.provide({
    actions: {
      commit: (_, { purpose }) => void log.push(`commit ${purpose}`),
      call: (_, { action, payload }) => void log.push(`${action} ${JSON.stringify(payload)}`),
      withdraw: (_, { request }) => void withdrawn.push(request),
      resetLatch: () => void log.push('reset the latch'),
    },
    actors: {
      contactor: recordingLogic(told('contactor')) as never,
      transaction: recordingLogic(told('transaction'), (it) => {
        const { idTag, interrupted, chargingProfile, parentIdTag } = it as Readonly<Record<string, unknown>>;
        const profile = chargingProfile === null ? '' : ' with a profile';
        const parent = parentIdTag === null ? '' : ` of ${parentIdTag}`;
        log.push(
          `transaction of ${idTag}${parent}${profile}${interrupted === null ? '' : ` ${interrupted}`}`,
        );
      }) as never,
    },
  });
  const actor = createActor(machine as AnyStateMachine, {
    clock,
    input: {
      connectorId: 1,
      owner: createActor(recordingLogic(told('owner'))).start(),
      records: { now },
      interruption: 'PowerLoss',
      limit_A: 32,
      link: { connected: true, registration: 'accepted' },
      faults: [],
      reservationId: null,
      ...input,
    },
  }).start();
  log.length = 0;
  return new ConnectorAlone(actor, clock, { log, withdrawn });
}

export class ConnectorAlone {
  readonly clock: VirtualClock;
  readonly #actor: ReturnType<typeof createActor>;
  /** The numbers of the questions to the central system that were taken back. */
  readonly withdrawn: readonly number[];
  readonly #log: string[];

  constructor(
    actor: ReturnType<typeof createActor>,
    clock: VirtualClock,
    { log, withdrawn }: { log: string[]; withdrawn: readonly number[] },
  ) {
    this.#actor = actor;
    this.clock = clock;
    this.#log = log;
    this.withdrawn = withdrawn;
  }

  send(...events: (ConnectorEvent | ConnectorEvent['type'])[]): this {
    for (const event of events) this.#actor.send(typeof event === 'string' ? { type: event } : event);
    return this;
  }

  pass_s(s: number): this {
    this.clock.advance(s * 1_000);
    return this;
  }

  /** What was told, asked and stored since it was last asked. */
  get told(): readonly string[] {
    return this.#log.splice(0);
  }

  /** `transaction.supplied.offering`. */
  get session(): string {
    return path((this.#actor.getSnapshot() as { value: { session: unknown } }).value.session);
  }

  region(name: 'availability' | 'condition' | 'temperature' | 'groundFault' | 'opening'): string {
    return path((this.#actor.getSnapshot() as { value: Record<string, unknown> }).value[name]);
  }

  get control() {
    const { context } = this.#actor.getSnapshot() as unknown as { context: { control: Control } };
    return context.control;
  }

  get children(): readonly string[] {
    return Object.keys((this.#actor.getSnapshot() as { children: object }).children);
  }
}
type Control = {
  readonly idTag: string | null;
  readonly parentIdTag: string | null;
  readonly transaction: number | null;
  readonly faults: readonly Fault[];
  readonly groundRetries: number;
};

function path(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[key, inner] = ['', '']] = Object.entries(value as Readonly<Record<string, unknown>>);
  return `${key}.${path(inner)}`;
}

const DRIVER = { parentIdTag: null, floating: false, reservationId: null } as const;
export const card = (idTag: string, remote = false) =>
  ({ type: 'AUTHORISED', idTag, remote, ...DRIVER }) as const;
export const remoteStart = (change: Partial<RemoteStart> = {}): RemoteStart => ({
  type: 'REMOTE_START',
  idTag: 'R',
  verdict: 'accepted',
  verdictOffline: 'refused',
  chargingProfile: null,
  ...DRIVER,
  ...change,
});
export const fault = (errorCode: Fault['errorCode'], source = 'board') =>
  ({ type: 'FAULT', fault: { errorCode, source } }) as const;
export const cleared = (errorCode: Fault['errorCode'], source = 'board') =>
  ({ type: 'FAULT_CLEARED', fault: { errorCode, source } }) as const;
export const available = (operative: boolean) => ({ type: 'SET_AVAILABILITY', operative }) as const;
export const stop = (immediate = false) =>
  ({ type: 'STOP', reason: 'Remote', idTag: null, immediate }) as const;
export const limit = (limit_A: number) => ({ type: 'LIMIT', limit_A }) as const;
