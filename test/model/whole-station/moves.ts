import {
  type Addressed,
  CALL_QUEUE,
  CHARGE_POINT,
  connectorActor,
  contactorActor,
  OCPP_CONNECTION,
} from '../../../machines/vocabulary/peer.ts';
import type { PilotState } from '../../../machines/vocabulary/pilot.ts';
import type { Answerable, Around, Board, Left, Wire } from './around.ts';
import { AT } from './glue.ts';
import type { Happening } from './happening.ts';
import type { Asked, StationDimensions } from './station-dimensions.ts';

/**
 * What a move is to the liveness properties: hostile (against the station), work (more to do), or one of the
 * good things that a fair world does again and again.
 */
export type MoveKind = 'hostile' | 'work' | 'answer' | 'open' | 'pong' | 'board' | 'neutral';
export type StationMove = {
  readonly label: string;
  readonly kind: MoveKind;
  readonly inputs: readonly Addressed[];
  readonly happening: Happening | null;
  readonly around: Around;
};

const CONNECTOR_ID = 1;
const EXCHANGE: Addressed = { to: OCPP_CONNECTION, event: { type: 'EXCHANGE' } };
const toConnection = (event: Addressed['event']): Addressed => ({ to: OCPP_CONNECTION, event });
const withWire = (around: Around, change: Partial<Wire>): Around => ({
  ...around,
  wire: { ...around.wire, ...change },
});
const withBoard = (around: Around, change: Partial<Board>, left: Partial<Left> = {}): Around => ({
  ...around,
  board: { ...around.board, ...change },
  left: { ...around.left, ...left },
});
/** The central system gives each transaction this number. */
const theirTransaction = (own: number): number => 100 + own;

type Conf = { readonly words: string; readonly conf: object; readonly kind: MoveKind };
function confirmations({ action, transaction }: Answerable, dimensions: StationDimensions): readonly Conf[] {
  if (action === 'BootNotification')
    return dimensions.registration.map((status) => ({
      words: status,
      conf: { status, currentTime: '1970-01-01T00:00:00.000Z', interval: 0 },
      kind: status === 'Accepted' ? 'answer' : 'hostile',
    }));
  if (action === 'StartTransaction')
    return dimensions.startAnswers.map((status) => ({
      words: status,
      conf: { transactionId: theirTransaction(transaction ?? 0), idTagInfo: { status } },
      kind: 'answer',
    }));
  const conf = action === 'Heartbeat' ? { currentTime: '1970-01-01T00:00:00.000Z' } : {};
  return [{ words: 'answered', conf, kind: 'answer' }];
}

/** Every CALL it remembers, answered rightly or wrongly; the latest, and older ones. */
function answers(around: Around, dimensions: StationDimensions): readonly StationMove[] {
  return around.wire.answerable.flatMap((it, age): readonly StationMove[] => {
    const { messageId, action, sequence } = it;
    const old = age === 0 ? '' : ' (an older one)';
    const answer = (words: string, kind: MoveKind, conf: object | null, event: Addressed['event']) => ({
      label: `${action} ${words}${old}`,
      kind: messageId === around.seen.wire.inFlight ? kind : 'hostile',
      inputs: [EXCHANGE, { to: CALL_QUEUE, event }],
      happening: { kind: 'answered', messageId, action, sequence, conf } as const,
      around,
    });
    const right = confirmations(it, dimensions).map(({ words, conf, kind }) =>
      answer(words, kind, conf, { type: 'RESULT', messageId, conf }),
    );
    if (!dimensions.badAnswers || age > 0) return right;
    const error = { type: 'ERROR', messageId, code: 'InternalError' };
    return [...right, answer('is refused with CALLERROR', 'hostile', null, error)];
  });
}

function asked(around: Around, calls: readonly Asked[]): readonly StationMove[] {
  const messageId = 'c';
  const { left } = around;
  const starts = (action: string): boolean => action === 'RemoteStartTransaction';
  const possible = calls.filter(({ action }) => !starts(action) || left.starts > 0);
  return possible.map(({ action, payload }) => ({
    label: `CALL ${action} ${JSON.stringify(payload)}`,
    kind: 'work',
    inputs: [EXCHANGE, { to: CHARGE_POINT, event: { type: 'CALL', messageId, action, payload, at: AT } }],
    happening: { kind: 'asked', messageId, action, payload },
    around: starts(action) ? { ...around, left: { ...left, starts: left.starts - 1 } } : around,
  }));
}

/**
 * The socket, and what comes through it.
 * @param room whether few CALLs of ours wait: else nobody asks for more.
 */
export function linkMoves(
  around: Around,
  dimensions: StationDimensions,
  room: boolean,
): readonly StationMove[] {
  const { wire } = around;
  const end = (label: string, type: 'SOCKET_CLOSED' | 'SOCKET_REFUSED', kind: MoveKind): StationMove => ({
    label,
    kind,
    inputs: [toConnection({ type, jitter: 0.5, ...(type === 'SOCKET_REFUSED' && { status: 401 }) })],
    happening: { kind: 'closed' },
    around: withWire(around, { socket: 'closed', pongDue: false }),
  });
  if (wire.socket === 'closed') return [];
  if (wire.socket === 'closing') return [end('the closed socket is reported', 'SOCKET_CLOSED', 'neutral')];
  if (wire.socket === 'opening') {
    const opened: StationMove = {
      label: 'socket opened',
      kind: 'open',
      inputs: [toConnection({ type: 'SOCKET_OPENED' })],
      happening: { kind: 'opened' },
      around: withWire(around, { socket: 'open' }),
    };
    return dimensions.loss ? [opened, end('socket refused (401)', 'SOCKET_REFUSED', 'hostile')] : [opened];
  }
  const closed = dimensions.loss ? [end('socket closed', 'SOCKET_CLOSED', 'hostile')] : [];
  if (wire.socket === 'half-open') return closed;
  const pong: StationMove = {
    label: 'pong',
    kind: 'pong',
    inputs: [toConnection({ type: 'PONG' })],
    happening: null,
    around: withWire(around, { pongDue: false }),
  };
  const silence: StationMove = {
    label: 'the link falls silent',
    kind: 'hostile',
    inputs: [],
    happening: null,
    around: withWire(around, { socket: 'half-open' }),
  };
  const stranger: StationMove = {
    label: 'an answer to nothing',
    kind: 'neutral',
    inputs: [EXCHANGE],
    happening: null,
    around,
  };
  return [
    ...(wire.pongDue ? [pong] : []),
    ...answers(around, dimensions),
    ...(dimensions.badAnswers ? [stranger] : []),
    ...asked(
      around,
      dimensions.calls.filter(({ action }) => room || action !== 'TriggerMessage'),
    ),
    ...closed,
    ...(dimensions.halfOpen ? [silence] : []),
  ];
}

const toContactor = (event: Addressed['event']): Addressed => ({ to: contactorActor(CONNECTOR_ID), event });
const pilotTo = (
  around: Around,
  pilot: PilotState,
  kind: MoveKind,
  left: Partial<Left> = {},
): StationMove => ({
  label: `pilot ${pilot}`,
  kind,
  inputs: [toContactor({ type: 'PILOT', pilot })],
  happening: null,
  around: withBoard(around, { pilot, plugged: pilot !== 'A' }, left),
});

const currentTo = (around: Around, flowing: boolean, kind: MoveKind): StationMove => ({
  label: `current ${flowing ? 'flowing' : 'none'}`,
  kind,
  inputs: [toContactor({ type: 'CURRENT', flowing, excessive: false })],
  happening: null,
  around: withBoard(around, { flowing }),
});

/** A vehicle that asks and draws as it likes: it promises nothing. */
function freely(around: Around): readonly StationMove[] {
  const { pilot, plugged, mirror, flowing } = around.board;
  if (!plugged) return [];
  const asks = pilotTo(around, pilot === 'C' ? 'B' : 'C', 'neutral');
  return mirror ? [asks, currentTo(around, !flowing, 'neutral')] : [asks];
}

function readings(around: Around): readonly StationMove[] {
  const { board, left } = around;
  const [first] = board.readings.filter(({ purpose }) => purpose !== 'sample' || left.samples > 0);
  if (!first) return [];
  const { actor: to, purpose, boundary_ms } = first;
  const without = { readings: board.readings.filter((it) => it !== first) };
  const boundary = boundary_ms === undefined ? {} : { boundary_ms };
  const what = { connectorId: CONNECTOR_ID, purpose, ...boundary };
  const read: StationMove = {
    label: `meter read: ${purpose} ${board.register_Wh} Wh`,
    kind: 'board',
    inputs: [{ to, event: { type: 'METER_READ', ...what, energy_Wh: board.register_Wh, at: AT } }],
    happening: null,
    around: withBoard(around, without, purpose === 'sample' ? { samples: left.samples - 1 } : {}),
  };
  const failed: StationMove = {
    label: `meter fails: ${purpose}`,
    kind: 'hostile',
    inputs: [{ to, event: { type: 'METER_FAILED', connectorId: CONNECTOR_ID, purpose } }],
    happening: null,
    around: withBoard(around, without, { meterFailures: left.meterFailures - 1 }),
  };
  return left.meterFailures > 0 ? [read, failed] : [read];
}

/** What the board and the vehicle do at once, before anything else happens. */
export function promptMoves(around: Around, dimensions: StationDimensions): readonly StationMove[] {
  if (!dimensions.vehicle) return [];
  const { pilot, plugged, offer_A, coil, mirror, flowing } = around.board;
  if (pilot === null) return [pilotTo(around, plugged ? 'B' : 'A', 'board')];
  const closes = coil && pilot === 'C';
  if (mirror !== closes) {
    const inputs = [toContactor({ type: 'FEEDBACK', closed: closes })];
    const label = `mirror contact ${closes ? 'closed' : 'open'}`;
    return [{ label, kind: 'board', inputs, happening: null, around: withBoard(around, { mirror: closes }) }];
  }
  if (flowing && !mirror) return [currentTo(around, false, 'board')];
  if (dimensions.vehicle.free) return readings(around);
  if (pilot === 'B' && offer_A !== null) return [pilotTo(around, 'C', 'board')];
  if (pilot === 'C' && offer_A === null) return [pilotTo(around, 'B', 'board')];
  return readings(around);
}

const AUTHORISED = {
  type: 'AUTHORISED',
  idTag: 'A',
  parentIdTag: null,
  floating: false,
  remote: false,
  reservationId: null,
};

/** What people do, in their own time. */
export function peopleMoves(
  around: Around,
  dimensions: StationDimensions,
  room: boolean,
): readonly StationMove[] {
  const { board, left } = around;
  const moves: StationMove[] = [];
  const aligned = { type: 'METER_READ', connectorId: 1, purpose: 'aligned', energy_Wh: 0, at: AT };
  if (dimensions.readings && room)
    moves.push({
      label: 'clock-aligned reading',
      kind: 'work',
      inputs: [{ to: CHARGE_POINT, event: { ...aligned, boundary_ms: 0 } }],
      happening: null,
      around,
    });
  if (!dimensions.vehicle) return moves;
  if (dimensions.vehicle.cards && left.starts > 0)
    moves.push({
      label: 'card accepted',
      kind: 'work',
      inputs: [{ to: connectorActor(CONNECTOR_ID), event: AUTHORISED }],
      happening: null,
      around: withBoard(around, {}, { starts: left.starts - 1 }),
    });
  if (dimensions.vehicle.free) moves.push(...freely(around));
  if (board.plugged && dimensions.vehicle.unplugs) moves.push(pilotTo(around, 'A', 'neutral'));
  if (!board.plugged && (left.starts > 0 || !dimensions.vehicle.cards))
    moves.push(pilotTo(around, 'B', 'neutral'));
  if (board.mirror && left.energy_Wh > 0)
    moves.push({
      label: 'the vehicle draws 1 Wh',
      kind: 'work',
      inputs: [],
      happening: null,
      around: withBoard(around, { register_Wh: board.register_Wh + 1 }, { energy_Wh: left.energy_Wh - 1 }),
    });
  return moves;
}
