import { describe, expect, it } from 'vitest';
import {
  connectorFeedback,
  type FeedbackSituation,
  shownFor_ms,
  soundOf,
} from '../../machines/rules/user-feedback.ts';
import { type CardOutcome, FEEDBACK_TEXT_LENGTH } from '../../machines/vocabulary/feedback.ts';
import type { ChargePointStatus, Fault } from '../../machines/vocabulary/status.ts';
import type { ConnectorSummary, SessionPhase } from '../../machines/vocabulary/summary.ts';
import { connector } from './station-fixture.ts';

const fault = (source: string, errorCode: Fault['errorCode'] = 'OtherError'): Fault => ({
  errorCode,
  source,
});

function situation(
  status: ChargePointStatus,
  session: SessionPhase,
  { faults = [], info, ...rest }: Partial<FeedbackSituation> & { faults?: Fault[]; info?: string } = {},
): FeedbackSituation {
  const report = { connectorId: 1, status, errorCode: 'NoError', ...(info ? { info } : {}) } as const;
  const faulted = status === 'Faulted';
  const summary: ConnectorSummary = connector(1, { status, session, report, faults, faulted });
  return { summary, online: true, going: null, card: null, ...rest };
}

/** `colour pattern: text` */
function words(of: FeedbackSituation): string {
  const { light, text } = connectorFeedback(of);
  return `${light.colour} ${light.pattern}: ${text}`;
}

const TABLE: readonly (readonly [string, FeedbackSituation])[] = [
  ['green steady: Ready: card or cable', situation('Available', 'idle')],
  ['green pulsing: Ready, offline', situation('Available', 'idle', { online: false })],
  ['blue blinking: Show your card', situation('Preparing', 'preparing')],
  ['blue pulsing: One moment please', situation('Preparing', 'authorising')],
  ['green blinking: Plug in the cable', situation('Preparing', 'awaiting-plug')],
  ['green blinking: Starting', situation('Preparing', 'transaction')],
  ['blue pulsing: Charging', situation('Charging', 'transaction')],
  ['blue steady: Vehicle does not charge', situation('SuspendedEV', 'transaction')],
  [
    'blue blinking: Cable unplugged: plug it again',
    situation('SuspendedEV', 'transaction', { info: 'EV side disconnected' }),
  ],
  [
    'blue steady: Vehicle needs ventilation',
    situation('SuspendedEV', 'transaction', { faults: [fault('ventilation', 'EVCommunicationError')] }),
  ],
  [
    'blue steady: Vehicle does not charge',
    situation('SuspendedEV', 'transaction', { faults: [fault('rfid', 'ReaderFailure')] }),
  ],
  ['amber pulsing: Paused by the station', situation('SuspendedEVSE', 'transaction')],
  ['blue pulsing: Finishing', situation('Finishing', 'stopping')],
  ['blue blinking: Finished: unplug the cable', situation('Finishing', 'finishing')],
  ['blue blinking: Finished: unplug the cable', situation('Preparing', 'finishing')],
  ['amber steady: Reserved', situation('Reserved', 'idle')],
  ['red steady: Out of service', situation('Unavailable', 'idle')],
  ['red blinking: Out of order', situation('Faulted', 'idle', { faults: [fault('weld')] })],
  [
    'red blinking: Emergency stop pressed',
    situation('Faulted', 'idle', {
      faults: [fault('rfid', 'ReaderFailure'), fault('station emergency-stop')],
    }),
  ],
  [
    'red blinking: Fault: unplug the cable',
    situation('Faulted', 'finishing', { faults: [fault('overcurrent')] }),
  ],
  [
    'red blinking: Ground fault: unplug the cable',
    situation('Faulted', 'idle', { faults: [fault('board', 'GroundFailure')] }),
  ],
  ['off steady: Restarting', situation('Charging', 'transaction', { going: 'Soft' })],
  ['off steady: Switched off', situation('Finishing', 'stopping', { going: 'stop' })],
];

const card = (kind: CardOutcome['kind'], connectorId: number | null = null): { card: CardOutcome } => ({
  card: { kind, connectorId },
});

const CARDS: readonly (readonly [string, FeedbackSituation])[] = [
  ['blue pulsing: One moment please', situation('Available', 'idle', card('asked'))],
  ['red blinking: Card refused', situation('Available', 'idle', card('refused'))],
  ['amber blinking: No connector is free', situation('Unavailable', 'idle', card('no-connector'))],
  ['amber steady: Cancelled', situation('Available', 'idle', card('cancelled', 1))],
  // The other connector's driver cancelled.
  ['green steady: Ready: card or cable', situation('Available', 'idle', card('cancelled', 2))],
  // What the status says is the answer.
  ['green blinking: Plug in the cable', situation('Preparing', 'awaiting-plug', card('accepted', 1))],
  ['blue pulsing: Finishing', situation('Finishing', 'stopping', card('stopped', 1))],
  // The light of a running transaction stays.
  ['blue pulsing: Card refused', situation('Charging', 'transaction', card('refused'))],
  // A fault is never covered.
  ['red blinking: Out of order', situation('Faulted', 'idle', card('refused'))],
];

const STATUSES: readonly ChargePointStatus[] = [
  'Available',
  'Preparing',
  'Charging',
  'SuspendedEVSE',
  'SuspendedEV',
  'Finishing',
  'Reserved',
  'Unavailable',
  'Faulted',
];
const SESSIONS: readonly SessionPhase[] = [
  'idle',
  'preparing',
  'authorising',
  'awaiting-plug',
  'transaction',
  'stopping',
  'finishing',
];
const KINDS = ['asked', 'accepted', 'stopped', 'refused', 'no-connector', 'cancelled'] as const;

describe('what the driver at a connector sees', () => {
  it.each(TABLE)('%s', (expected, of) => expect(words(of)).toBe(expected));
  it.each(CARDS)('after a card: %s', (expected, of) => expect(words(of)).toBe(expected));

  it('has words that fit the display for every status, session and card', () => {
    for (const status of STATUSES)
      for (const session of SESSIONS)
        for (const kind of [null, ...KINDS]) {
          const of = situation(status, session, kind === null ? {} : card(kind));
          const { text } = connectorFeedback(of);
          expect(text.length, `${status} ${session} ${kind}: ${text}`).toBeGreaterThan(0);
          expect(text.length, text).toBeLessThanOrEqual(FEEDBACK_TEXT_LENGTH);
        }
  });

  it('shows that a card was asked about for as long as an answer may take, what came of it for 3 s', () => {
    expect(KINDS.map((kind) => shownFor_ms({ kind, connectorId: null }))).toEqual([
      15_000, 3_000, 3_000, 3_000, 3_000, 3_000,
    ]);
  });

  it('sounds one tone for yes, two for taken back, a long one for no', () => {
    expect(KINDS.map((kind) => soundOf({ kind, connectorId: null }))).toEqual([
      null,
      'short',
      'short',
      'long',
      'long',
      'two-short',
    ]);
  });
});
