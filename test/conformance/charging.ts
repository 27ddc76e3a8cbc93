import { anyOrder, sent, status } from './expected-message.ts';
import type { TestedStation } from './tested-station.ts';

/** The transactionId that the central system gave last. */
export function lastTransactionId(station: TestedStation): number {
  const answer = station.record.events.findLast(
    (it) => it.kind === 'result' && it.action === 'StartTransaction',
  );
  if (answer?.kind !== 'result') throw new Error('no StartTransaction was answered');
  return Number(answer.payload.transactionId);
}

/**
 * Brings a connector to Charging: plugs in, shows a card.
 * @returns the transactionId.
 */
export async function startCharging(station: TestedStation, connectorId = 1, idTag = 'A'): Promise<number> {
  await station.plug(connectorId);
  await station.card(idTag);
  station.expectSent([
    status(connectorId, 'Preparing'),
    sent('Authorize', { idTag }),
    anyOrder(sent('StartTransaction', { connectorId, idTag }), status(connectorId, 'Charging')),
  ]);
  return lastTransactionId(station);
}
