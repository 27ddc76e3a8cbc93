import type { Fault } from '../../machines/vocabulary/status.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { faultSentence } from './fault-words.ts';
import { type LastCard, refusalWords } from './last-card.ts';
import { limitSource } from './limit-words.ts';
import type { ConnectorStatus } from './station-shapes.ts';
import { ampsWords, timeOfDay } from './words.ts';

/** Why a connector does, or does not, charge: the first thing to know, in plain words. */
export type Finding = { readonly tone: 'good' | 'busy' | 'bad'; readonly text: string };

export type Situation = {
  readonly summary: ConnectorSummary;
  readonly status: ConnectorStatus | null;
  /** Faults of the station (connector 0), its warnings included. */
  readonly stationFaults: readonly Fault[];
  readonly card: LastCard | null;
};

const good = (text: string): Finding => ({ tone: 'good', text });
const busy = (text: string): Finding => ({ tone: 'busy', text });
const bad = (text: string): Finding => ({ tone: 'bad', text });

/** Findings, the one that matters most first. */
export function diagnosis(situation: Situation): readonly Finding[] {
  const { summary, stationFaults, card } = situation;
  const faults = [
    ...summary.faults,
    ...stationFaults.filter(({ errorCode }) => errorCode === 'ReaderFailure'),
  ];
  const found = faults.map((fault) => bad(faultSentence(fault)));
  if (summary.faulted) return found;
  const refused = card && inNeedOfCard(summary) ? refusalWords(card) : null;
  const session = refused === null || summary.reservationId !== null ? ofSession(situation) : bad(refused);
  return [...(summary.operative ? [] : [bad(OUT_OF_SERVICE)]), ...(session ? [session] : []), ...found];
}

const OUT_OF_SERVICE = 'Out of service: the central system set it so (ChangeAvailability Inoperative).';

const inNeedOfCard = ({ session }: ConnectorSummary): boolean =>
  session === 'idle' || session === 'preparing' || session === 'finishing';

function ofSession(situation: Situation): Finding | null {
  const { summary, status } = situation;
  const { session, plugged, operative, idTag } = summary;
  switch (session) {
    case 'idle':
    case 'preparing': {
      if (summary.reservationId !== null) return busy(reservationWords(summary.reservationId, status));
      if (!operative) return null;
      return plugged
        ? busy('The cable is plugged in, and nobody has shown a card or started remotely yet.')
        : good('Free: nothing is plugged in.');
    }
    case 'authorising':
      return busy(`A remote start for ${idTag}: the central system is asked whether it may charge.`);
    case 'awaiting-plug':
      return busy(`${idTag} may charge; the cable is not plugged in yet.`);
    case 'stopping':
      return busy('The charge is ending: the contactor opens, then the last reading is stored.');
    case 'finishing':
      return busy('The charge is over and the cable still plugged in: unplug it to charge anew.');
    case 'transaction':
      return ofTransaction(situation);
  }
}

function reservationWords(reservationId: number, status: ConnectorStatus | null): string {
  const { reservedFor } = status ?? {};
  if (!reservedFor) return `Reserved (number ${reservationId}): other cards are refused here.`;
  const until = `${reservedFor.expiryDate.slice(0, 10)} ${timeOfDay(reservedFor.expiryDate).slice(0, 5)} UTC`;
  return `Reserved for ${reservedFor.idTag} until ${until}: other cards are refused here.`;
}

function ofTransaction({ summary, status }: Situation): Finding {
  const offered = ampsWords(summary.limit_A);
  switch (summary.status) {
    case 'Charging':
      return good(`Charging: up to ${offered} are offered.`);
    case 'SuspendedEVSE':
      return bad(suspendedWords(summary, status));
    case 'SuspendedEV':
      return summary.plugged
        ? busy(
            `The vehicle takes no energy although ${offered} are offered: it may be full, wait for its ` +
              'timer, or not start.',
          )
        : busy('The cable was unplugged at the vehicle; the transaction goes on until it is plugged again.');
    default:
      return busy('The charge is starting.');
  }
}

function suspendedWords({ idTag, limit_A }: ConnectorSummary, status: ConnectorStatus | null): string {
  if (status?.transaction?.deauthorised) {
    return `No current: the central system refused card ${idTag} after the start (StartTransaction.conf).`;
  }
  const source = limitSource(status?.limitFrom);
  const from = source === '' ? '' : `, by ${source}`;
  return limit_A < 6
    ? `No current: the limit is ${ampsWords(limit_A)}${from}; a vehicle needs at least 6 A.`
    : 'Current is offered again after a pause; the vehicle has not answered yet.';
}
