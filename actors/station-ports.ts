import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket } from '../drivers/csms-socket/csms-socket.ts';
import type { Random } from '../drivers/random/random.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import type { CallRequest } from '../machines/vocabulary/effects.ts';
import { CALL_QUEUE } from '../machines/vocabulary/peer.ts';
import { connectorIds } from '../machines/vocabulary/station-profile.ts';
import { Alarm } from './alarm.ts';
import { AlignedAlarm } from './aligned-alarm.ts';
import { BoardEdge } from './board.ts';
import { CallQueueEdge } from './call-queue.ts';
import { commitPort } from './commit.ts';
import { CurrentLimitsEdge } from './current-limits.ts';
import { Delivery } from './delivery.ts';
import type { Edge } from './edge.ts';
import { ConnectionEdge } from './ocpp-connection.ts';
import { Outbox } from './outbox.ts';
import type { Ports } from './ports.ts';
import type { StationTarget } from './socket-target.ts';
import { StationTime } from './station-time.ts';
import { StatusReporterEdge } from './status-reporter.ts';

export type StationDrivers = {
  readonly board: Board;
  readonly socket: CsmsSocket;
  readonly clock: StationClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly target: StationTarget;
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  /** Something is wrong outside; said at most once a minute for each kind. */
  readonly complain: (kind: string, detail: string) => void;
};
const stopped = (it: { stop(): void }): void => it.stop();

export type BoundPorts = { readonly ports: Ports; readonly board: BoardEdge; stop(): void };

/** Binds every port of the machines to the drivers. `silent`: the central system has rejected the station. */
export function stationPorts(edge: Edge, drivers: StationDrivers, silent: () => boolean): BoundPorts {
  const { clock, storage, complain } = drivers;
  const report = (error: unknown): void => complain('storage', String(error));
  const call = (request: CallRequest): void => edge.deliver(CALL_QUEUE, { type: 'REQUEST', request });
  const board = new BoardEdge(drivers.board, edge, clock);
  const connection = new ConnectionEdge({ ...drivers, edge, silent });
  const sendCall = connection.sendCall.bind(connection);
  const outbox = new Outbox({ edge, storage, report, sendCall });
  const queue = new CallQueueEdge({ edge, clock, outbox, sendCall });
  const status = new StatusReporterEdge(edge, clock, call);
  const aligned = new AlignedAlarm(edge, clock);
  const alarm = new Alarm(edge, clock);
  const limits = new CurrentLimitsEdge(edge, clock);
  const time = new StationTime(clock, storage);
  const delivery = new Delivery(edge);
  const ports: Ports = {
    commit: commitPort({ edge, storage, report, limits, reply: connection.reply.bind(connection) }),
    call,
    readMeter: board.readMeter.bind(board),
    coil: board.coil.bind(board),
    pilot: board.pilot.bind(board),
    forceOpen: (request) => board.forceOpen(request, connectorIds(storage.records)),
    openSocket: () => {
      outbox.announceWaiting();
      connection.open();
    },
    closeSocket: ({ detail }) => drivers.socket.close(detail),
    ping: () => drivers.socket.ping(),
    setTime: time.set.bind(time),
    alignedAlarm: aligned.set.bind(aligned),
    alarm: alarm.set.bind(alarm),
    awaitDelivery: () => delivery.wait(),
    queueEffect: (effect) => {
      queue.perform(effect);
      delivery.check();
    },
    statusEffect: status.perform.bind(status),
    limitsEffect: limits.perform.bind(limits),
  };
  return { ports, board, stop: () => [queue, status, aligned, alarm, limits].forEach(stopped) };
}
