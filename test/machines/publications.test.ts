import { describe, expect, it } from 'vitest';
import { type AnyActorRef, type AnyMachineSnapshot, createEmptyActor, type EventObject } from 'xstate';
import {
  connectionPublications,
  connectorPublications,
  stationPublications,
} from '../../machines/rules/publications.ts';
import type {
  ChargePointEvent,
  ConnectorEvent,
  OcppConnectionEvent,
} from '../../machines/vocabulary/events.ts';
import { CHARGING, connector } from '../rules/station-fixture.ts';
import { MachineAlone } from './machine-alone.ts';
import { recordingLogic } from './recording-logic.ts';

/** Notes of one machine, in the order in which its owner and its children heard them. */
class Heard {
  readonly #heard: (readonly [string, EventObject])[] = [];
  by = (name: string) => recordingLogic((event) => void this.#heard.push([name, event]));
  owner = (event: EventObject): string => {
    this.#heard.push(['owner', event]);
    return '';
  };
  /** What those named heard of these types since it was last asked. */
  of(...types: readonly string[]): readonly (readonly [string, EventObject])[] {
    return this.#heard.splice(0).filter(([, { type }]) => types.includes(type));
  }
}

describe('a connector tells its charge point', () => {
  const connectorAlone = () => {
    const heard = new Heard();
    const it = new MachineAlone<ConnectorEvent>('connector', {
      input: {
        connectorId: 2,
        interruption: 'PowerLoss',
        limit_A: 32,
        link: { connected: true, registration: 'accepted' },
        faults: [],
        reservationId: null,
      },
      ports: { commit: () => '', call: () => '', withdraw: () => '', resetLatch: () => '' },
      children: { contactor: heard.by('contactor'), transaction: heard.by('transaction') },
      owner: heard.owner,
      publish: connectorPublications,
    });
    return { it, told: () => heard.of('CONNECTOR_SUMMARY') };
  };
  const summary = (change: object) =>
    ['owner', { type: 'CONNECTOR_SUMMARY', summary: expect.objectContaining(change) }] as const;

  it('at the start what it is, then each change once', () => {
    const { it, told } = connectorAlone();
    expect(told()).toEqual([summary({ connectorId: 2, status: 'Available', limit_A: 32 })]);
    it.send({ type: 'LIMIT', limit_A: 13 });
    expect(told()).toEqual([summary({ limit_A: 13, plugged: false })]);
    it.send('CABLE_PLUGGED');
    expect(told()).toEqual([summary({ status: 'Preparing', plugged: true })]);
  });

  it('nothing where nothing of it changed', () => {
    const { it, told } = connectorAlone();
    told();
    it.send({ type: 'LIMIT', limit_A: 32 }, 'CABLE_UNPLUGGED');
    expect(told()).toEqual([]);
  });
});

describe('the connection tells the call queue what it may send, then its owner how the link is', () => {
  const CALM = { WebSocketPingInterval: '5' };
  const connectionAlone = (registration: string) => {
    const heard = new Heard();
    const it = new MachineAlone<OcppConnectionEvent>('ocppConnection', {
      settings: CALM,
      input: { registration, queue: {} },
      children: { callQueue: heard.by('queue') },
      ports: {
        call: () => '',
        commit: () => '',
        openSocket: () => '',
        closeSocket: () => '',
        ping: () => '',
        setTime: () => '',
      },
      owner: heard.owner,
      publish: connectionPublications,
    });
    return { it, told: () => heard.of('MODE', 'LINK_SUMMARY') };
  };
  const mode = (value: string) => ['queue', { type: 'MODE', mode: value }] as const;
  const link = (connected: boolean, registration: string) =>
    ['owner', { type: 'LINK_SUMMARY', link: { connected, registration } }] as const;
  const opened = { type: 'SOCKET_OPENED' } as const;
  const closed = { type: 'SOCKET_CLOSED', jitter: 0 } as const;
  const registered = (status: string, request = 1): OcppConnectionEvent => ({
    type: 'CALL_ANSWERED',
    action: 'BootNotification',
    request,
    conf: { status, interval: 60, currentTime: '2026-01-01T00:00:00Z' },
  });

  it.each(['unknown', 'accepted'])('at the start: closed, %s', (registration) => {
    expect(connectionAlone(registration).told()).toEqual([mode('closed'), link(false, registration)]);
  });

  it.each([
    ['Accepted', 'accepted'],
    ['Pending', 'pending'],
    ['Rejected', 'rejected'],
  ])('through a registration that is %s, and through the loss of the link', (status, registration) => {
    const { it, told } = connectionAlone('unknown');
    told();
    it.send(opened);
    expect(told()).toEqual([mode('unregistered'), link(true, 'unknown')]);
    it.send(registered(status));
    expect(told()).toEqual([mode(registration), link(true, registration)]);
    it.send(closed);
    expect(told()).toEqual([mode('closed'), link(false, registration)]);
    it.send('RECONNECT', opened);
    expect(told()).toEqual([mode(registration), link(true, registration)]);
  });

  it('by which root certificate the open connection is trusted, with TLS, and no longer', () => {
    const { it, told } = connectionAlone('accepted');
    it.send({ ...opened, root: 'f1' });
    const trusted = { connected: true, registration: 'accepted', root: 'f1' };
    expect(told()).toContainEqual(['owner', { type: 'LINK_SUMMARY', link: trusted }]);
    it.send(closed);
    expect(told()).toEqual([mode('closed'), link(false, 'accepted')]);
  });

  it('where it is closed all the same, only the charge point hears that its registration is over', () => {
    const { it, told } = connectionAlone('unknown');
    it.send(opened, registered('Pending'), closed);
    told();
    it.pass_s(60);
    expect(told()).toEqual([link(false, 'unknown')]);
  });

  it('nothing while pings are answered and frames exchanged', () => {
    const { it, told } = connectionAlone('unknown');
    it.send(opened, registered('Accepted'));
    told();
    it.pass_s(5).send('PONG', 'EXCHANGE').pass_s(5).send('PONG');
    expect(told()).toEqual([]);
  });
});

describe('the station tells', () => {
  const stationAlone = () => {
    const heard = new Heard();
    const it = new MachineAlone<ChargePointEvent | EventObject>('chargePoint', {
      input: { interruption: 'PowerLoss', idPrefix: 'a', waiting: { transaction: 0, security: 0 } },
      children: {
        connector: heard.by('connector'),
        rfidSession: heard.by('reader'),
        ocppConnection: heard.by('connection'),
        chargePointCertificate: heard.by('certificate'),
        reservation: heard.by('reservation'),
        currentLimits: heard.by('limits'),
        statusReporter: heard.by('reporter'),
      },
      ports: {
        commit: () => '',
        call: () => '',
        readMeter: () => '',
        alignedAlarm: () => '',
        forceOpen: () => '',
        awaitDelivery: () => '',
      },
      publish: stationPublications,
    });
    return { it, told: () => heard.of('OBSERVED', 'BOOTED', 'ONLINE', 'DEMAND') };
  };
  const observed = (...statuses: readonly string[]) => {
    const reports = statuses.map((status, connectorId) => ({ connectorId, status, errorCode: 'NoError' }));
    return ['reporter', { type: 'OBSERVED', reports }] as const;
  };
  const online = (value: boolean) => ['reporter', { type: 'ONLINE', online: value }] as const;
  const BOOTED = ['reporter', { type: 'BOOTED' }] as const;
  const demand = (first: object, second: object) => {
    const connectors = [
      { connectorId: 1, ...first },
      { connectorId: 2, ...second },
    ];
    return ['limits', { type: 'DEMAND', connectors }] as const;
  };
  const WANTS = { wantsEnergy: true };
  const RESTS = { wantsEnergy: false };
  const AVAILABLE = ['Available', 'Available', 'Available'];

  const summary = (connectorId: number, change: Parameters<typeof connector>[1]) =>
    ({ type: 'CONNECTOR_SUMMARY', summary: connector(connectorId, change) }) as const;
  const link = (connected: boolean, registration: 'unknown' | 'pending' | 'rejected' | 'accepted') =>
    ({ type: 'LINK_SUMMARY', link: { connected, registration } }) as const;
  const died = (actorId: string) => ({ type: `xstate.error.actor.${actorId}`, actorId, error: 'planted' });

  it('at the start: what every connector is, and that nobody wants energy', () => {
    expect(stationAlone().told()).toEqual([observed(...AVAILABLE), demand(RESTS, RESTS)]);
  });

  it('a changed status to the reporter alone, a changed demand to the current limits alone', () => {
    const { it, told } = stationAlone();
    told();
    it.send(summary(2, { status: 'Preparing', plugged: true }));
    expect(told()).toEqual([observed('Available', 'Available', 'Preparing')]);
    it.send(summary(2, { status: 'Preparing', plugged: true, wantsEnergy: true }));
    expect(told()).toEqual([demand(RESTS, WANTS)]);
    it.send(summary(2, { status: 'Preparing', plugged: true, wantsEnergy: true, derated_A: 16 }));
    expect(told()).toEqual([demand(RESTS, { ...WANTS, derated_A: 16 })]);
    it.send(summary(1, { ...CHARGING, wantsEnergy: true }));
    expect(told()).toEqual([
      observed('Available', 'Charging', 'Preparing'),
      demand(WANTS, { ...WANTS, derated_A: 16 }),
    ]);
  });

  it('nothing of what neither concerns', () => {
    const { it, told } = stationAlone();
    told();
    it.send(summary(1, { limit_A: 10, idTag: 'TAG' }), { type: 'CONFIGURATION_CHANGED', key: 'CpoName' });
    expect(told()).toEqual([]);
  });

  it('the reporter that the station booted, once, and each time it comes online or goes', () => {
    const { it, told } = stationAlone();
    told();
    it.send(link(true, 'unknown'), link(true, 'pending'), link(true, 'rejected'));
    expect(told()).toEqual([]);
    it.send(link(true, 'accepted'));
    expect(told()).toEqual([BOOTED, online(true)]);
    it.send(link(false, 'accepted'));
    expect(told()).toEqual([online(false)]);
    it.send(link(true, 'accepted'));
    expect(told()).toEqual([online(true)]);
  });

  it('a reporter that was built anew everything, and the current limits nothing', () => {
    const { it, told } = stationAlone();
    told();
    it.send(died('status-reporter'));
    expect(told()).toEqual([observed(...AVAILABLE)]);
    it.send(link(true, 'accepted'), summary(1, { status: 'Preparing' }));
    told();
    it.send(died('status-reporter'));
    expect(told()).toEqual([observed('Available', 'Preparing', 'Available'), online(true)]);
  });

  it('current limits that were built anew who wants energy, and the reporter nothing', () => {
    const { it, told } = stationAlone();
    it.send(link(true, 'accepted'), summary(1, { ...CHARGING, wantsEnergy: true }));
    told();
    it.send(died('current-limits'));
    expect(told()).toEqual([demand(WANTS, RESTS)]);
  });

  it('the current limits which connector was built anew, for that begins with its rating (S10)', () => {
    const { it, told } = stationAlone();
    told();
    for (const connectorId of [2, 1]) {
      const [name, { connectors }] = demand(RESTS, RESTS);
      it.send(died(`connector-${connectorId}`));
      expect(told()).toEqual([[name, { type: 'DEMAND', connectors, rebuilt: [connectorId] }]]);
    }
  });

  it('what was built anew, or is gone, and nobody else, also where nothing else changed', () => {
    const { it } = stationAlone();
    const before = it.send(link(true, 'accepted')).snapshot;
    const told = (change: Readonly<Record<string, AnyActorRef | undefined>>) => {
      const after = { ...before, children: { ...before.children, ...change } } as AnyMachineSnapshot;
      return stationPublications(before, after).map(({ to, event }) => [to, event.type]);
    };
    const fresh = createEmptyActor();
    expect(told({})).toEqual([]);
    expect(told({ 'status-reporter': fresh })).toEqual([
      [fresh, 'OBSERVED'],
      [fresh, 'ONLINE'],
    ]);
    expect(told({ 'current-limits': fresh })).toEqual([[fresh, 'DEMAND']]);
    expect(told({ 'status-reporter': undefined, 'current-limits': undefined })).toEqual([]);
  });
});
