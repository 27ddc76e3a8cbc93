import type { BuzzerPattern, CardOutcome, ConnectorFeedback, Light } from '../vocabulary/feedback.ts';
import type { Fault } from '../vocabulary/status.ts';
import type { ConnectorSummary, SessionPhase } from '../vocabulary/summary.ts';
import { isWarning } from './faults.ts';

/** Everything the driver at a connector is told from. */
export type FeedbackSituation = {
  readonly summary: ConnectorSummary;
  readonly online: boolean;
  /** How the station goes down, once it does. */
  readonly going: 'Hard' | 'Soft' | 'stop' | null;
  /** What became of the last card, while that is news. */
  readonly card: CardOutcome | null;
};

const feedback = (colour: Light['colour'], pattern: Light['pattern'], text: string): ConnectorFeedback => ({
  light: { colour, pattern },
  text,
});

/** Faults that the driver can end; all others only say that the connector is out of order. */
const FAULT_WORDS: Readonly<Record<string, string>> = {
  'station emergency-stop': 'Emergency stop pressed',
  'not-closing': 'Fault: unplug the cable',
  overcurrent: 'Fault: unplug the cable',
  'meter-lost': 'Fault: unplug the cable',
  diode: 'Fault: unplug the cable',
  overheated: 'Too hot: please wait',
};
function faultWords(faults: readonly Fault[]): string {
  const fault = faults.find((it) => !isWarning(it));
  if (fault?.errorCode === 'GroundFailure') return 'Ground fault: unplug the cable';
  return (fault && FAULT_WORDS[fault.source]) ?? 'Out of order';
}

const suspendedWords = (faults: readonly Fault[]): string =>
  faults.some((it) => it.source === 'ventilation') ? 'Vehicle needs ventilation' : 'Vehicle does not charge';

const FINISHED = feedback('blue', 'blinking', 'Finished: unplug the cable');

const BEFORE_TRANSACTION: Readonly<Partial<Record<SessionPhase, ConnectorFeedback>>> = {
  'awaiting-plug': feedback('green', 'blinking', 'Plug in the cable'),
  authorising: feedback('blue', 'pulsing', 'One moment please'),
  transaction: feedback('green', 'blinking', 'Starting'),
  finishing: FINISHED,
};

/** What each status says when no card is news (OCPP 1.6 ed.2 7.7). */
function ofStatus({ status, session, report, faults }: ConnectorSummary, online: boolean): ConnectorFeedback {
  switch (status) {
    case 'Faulted':
      return feedback('red', 'blinking', faultWords(faults));
    case 'Unavailable':
      return feedback('red', 'steady', 'Out of service');
    case 'Reserved':
      return feedback('amber', 'steady', 'Reserved');
    case 'Available':
      return online
        ? feedback('green', 'steady', 'Ready: card or cable')
        : feedback('green', 'pulsing', 'Ready, offline');
    case 'Preparing':
      return BEFORE_TRANSACTION[session] ?? feedback('blue', 'blinking', 'Show your card');
    case 'Charging':
      return feedback('blue', 'pulsing', 'Charging');
    case 'SuspendedEV':
      return report.info === 'EV side disconnected'
        ? feedback('blue', 'blinking', 'Cable unplugged: plug it again')
        : feedback('blue', 'steady', suspendedWords(faults));
    case 'SuspendedEVSE':
      return feedback('amber', 'pulsing', 'Paused by the station');
    case 'Finishing':
      return session === 'finishing' ? FINISHED : feedback('blue', 'pulsing', 'Finishing');
  }
}

const RESTARTING = feedback('off', 'steady', 'Restarting');
const GOING_DOWN = {
  Hard: RESTARTING,
  Soft: RESTARTING,
  stop: feedback('off', 'steady', 'Switched off'),
} as const;
const NEWS: Readonly<Partial<Record<CardOutcome['kind'], ConnectorFeedback>>> = {
  asked: feedback('blue', 'pulsing', 'One moment please'),
  refused: feedback('red', 'blinking', 'Card refused'),
  'no-connector': feedback('amber', 'blinking', 'No connector is free'),
  cancelled: feedback('amber', 'steady', 'Cancelled'),
};

/**
 * What the driver at a connector sees. There is one card reader: news of a card that is no connector's matter
 * stands at all of them, but the light of a transaction goes on saying what the vehicle does. What a card
 * accepted leads to, the status says.
 */
export function connectorFeedback({ summary, online, going, card }: FeedbackSituation): ConnectorFeedback {
  const usual = going ? GOING_DOWN[going] : ofStatus(summary, online);
  const news = card && NEWS[card.kind];
  if (!news || going || summary.faulted) return usual;
  if (card.connectorId !== null && card.connectorId !== summary.connectorId) return usual;
  return summary.session === 'transaction' ? { ...usual, text: news.text } : news;
}

const SOUNDS: Readonly<Record<CardOutcome['kind'], BuzzerPattern | null>> = {
  asked: null,
  accepted: 'short',
  stopped: 'short',
  cancelled: 'two-short',
  refused: 'long',
  'no-connector': 'long',
};
/** What is heard of a card. */
export const soundOf = ({ kind }: CardOutcome): BuzzerPattern | null => SOUNDS[kind];

/** An answer is waited for at most this long. */
const ASKED_SHOWN_MS = 15_000;
const OUTCOME_SHOWN_MS = 3_000;
/** How long the outcome of a card is news, in ms. */
export const shownFor_ms = ({ kind }: CardOutcome): number =>
  kind === 'asked' ? ASKED_SHOWN_MS : OUTCOME_SHOWN_MS;
