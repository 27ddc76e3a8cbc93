import type { CallRequest } from '../machines/vocabulary/effects.ts';
import { CALL_QUEUE } from '../machines/vocabulary/peer.ts';
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
import { slowWork } from './slow-work.ts';
import type { StationDrivers } from './station-drivers.ts';
import { StationTime } from './station-time.ts';
import { StatusReporterEdge } from './status-reporter.ts';
import { stopping } from './stopping.ts';
import { UserFeedbackEdge } from './user-feedback.ts';

export type BoundPorts = {
  readonly ports: Ports;
  readonly board: BoardEdge;
  readonly feedback: UserFeedbackEdge;
  stop(): void;
};

/** Binds every port of the machines to the drivers. `silent`: the central system has rejected the station. */
export function stationPorts(edge: Edge, drivers: StationDrivers, silent: () => boolean): BoundPorts {
  const { clock, storage, complain } = drivers;
  const report = (error: unknown) => complain('storage', String(error));
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
  const time = new StationTime(edge, clock, storage, report);
  const delivery = new Delivery(edge);
  const slow = slowWork(edge, drivers);
  const feedback = new UserFeedbackEdge(drivers.board.userFeedback, clock);
  const ports: Ports = {
    commit: commitPort({ ...drivers, edge, report, limits, reply: connection.reply.bind(connection) }),
    call,
    withdraw: (it) => edge.deliver(CALL_QUEUE, { type: 'WITHDRAWN', ...it }),
    readMeter: board.readMeter.bind(board),
    coil: board.coil.bind(board),
    pilot: board.pilot.bind(board),
    resetLatch: ({ connectorId }) => drivers.board.faultMonitor.resetLatch(connectorId),
    forceOpen: board.forceOpen.bind(board),
    openSocket: (request) => {
      outbox.announceWaiting();
      connection.open(request);
    },
    closeSocket: ({ detail }) => drivers.socket.close(detail),
    ping: () => drivers.socket.ping(),
    setTime: time.set.bind(time),
    alignedAlarm: aligned.set.bind(aligned),
    alarm: alarm.set.bind(alarm),
    cardOutcome: feedback.outcome.bind(feedback),
    ...slow.ports,
    awaitDelivery: () => delivery.wait(),
    queueEffect: (effect) => {
      queue.perform(effect);
      delivery.check();
    },
    statusEffect: status.perform.bind(status),
    limitsEffect: limits.perform.bind(limits),
  };
  return {
    ports,
    board,
    feedback,
    stop: stopping(queue, status, aligned, alarm, limits, feedback, slow),
  };
}
