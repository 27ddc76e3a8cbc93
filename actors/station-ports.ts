import type { Board } from '../drivers/board.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { Random } from '../drivers/random/random.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import type { CallQueueState } from '../machines/rules/call-queue.ts';
import type { CallRequest } from '../machines/vocabulary/effects.ts';
import { CALL_QUEUE, CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import { AlignedAlarm } from './aligned-alarm.ts';
import { BoardEdge } from './board.ts';
import { CallQueueEdge } from './call-queue.ts';
import { commitPort } from './commit.ts';
import type { Edge } from './edge.ts';
import { ConnectionEdge } from './ocpp-connection.ts';
import type { Ports } from './ports.ts';
import { StatusReporterEdge } from './status-reporter.ts';
import { StationTime } from './station-time.ts';

export type StationDrivers = {
  readonly board: Board;
  readonly socket: CsmsSocket;
  readonly clock: StationClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly target: () => SocketTarget;
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  /** Something is wrong outside; said at most once a minute for each kind. */
  readonly complain: (kind: string, detail: string) => void;
};
export type BoundPorts = { readonly ports: Ports; readonly board: BoardEdge; stop(): void };

/** Binds every port of the machines to the drivers. `silent`: the central system has rejected the station. */
export function stationPorts(edge: Edge, drivers: StationDrivers, silent: () => boolean): BoundPorts {
  const { clock, storage, complain } = drivers;
  const report = (error: unknown): void => complain('storage', String(error));
  const call = (request: CallRequest): void => edge.deliver(CALL_QUEUE, { type: 'REQUEST', request });
  const board = new BoardEdge(drivers.board, edge, clock);
  const connection = new ConnectionEdge({ ...drivers, edge, silent });
  const sendCall = connection.sendCall.bind(connection);
  const queue = new CallQueueEdge({ edge, clock, storage, report, sendCall });
  const status = new StatusReporterEdge(edge, clock, call);
  const alarm = new AlignedAlarm(edge, clock);
  const time = new StationTime(clock, storage);
  let awaited = false;
  const isDelivered = ({ inFlight, lanes }: CallQueueState): boolean =>
    inFlight === null && lanes.transaction.waiting === 0;
  const checkDelivery = (): void => {
    const state: CallQueueState | undefined = edge.find(CALL_QUEUE)?.getSnapshot().context;
    if (!awaited || (state && !isDelivered(state))) return;
    awaited = false;
    edge.deliver(CHARGE_POINT, { type: 'QUEUE_EMPTY' });
  };
  const ports: Ports = {
    commit: commitPort({ edge, storage, report, reply: connection.reply.bind(connection) }),
    call,
    readMeter: board.readMeter.bind(board),
    coil: board.coil.bind(board),
    pilot: board.pilot.bind(board),
    forceOpen: board.forceOpen.bind(board),
    openSocket: () => connection.open(),
    closeSocket: ({ detail }) => drivers.socket.close(detail),
    ping: () => drivers.socket.ping(),
    setTime: time.set.bind(time),
    alignedAlarm: alarm.set.bind(alarm),
    awaitDelivery: () => {
      awaited = true;
      edge.run(checkDelivery);
    },
    queueEffect: (effect) => {
      queue.perform(effect);
      if (awaited) edge.run(checkDelivery);
    },
    statusEffect: status.perform.bind(status),
  };
  const stop = (): void => [queue, status, alarm].forEach((it) => it.stop());
  return { ports, board, stop };
}
