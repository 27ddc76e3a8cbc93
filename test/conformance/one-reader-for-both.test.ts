import { it } from 'vitest';
import { lastTransactionId } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { type TestedStation, withStation } from './tested-station.ts';

async function startAt(station: TestedStation, connectorId: number, idTag: string): Promise<number> {
  await station.card(idTag);
  await station.plug(connectorId);
  station.expectSent([
    sent('Authorize', { idTag }),
    status(connectorId, 'Preparing'),
    anyOrder(sent('StartTransaction', { connectorId, idTag }), status(connectorId, 'Charging')),
  ]);
  return lastTransactionId(station);
}

async function stopAt(station: TestedStation, connectorId: number, idTag: string, transactionId: number) {
  await station.card(idTag);
  station.expectSent([
    anyOrder(
      sent('StopTransaction', { transactionId, idTag, reason: 'Local' }),
      status(connectorId, 'Finishing'),
    ),
  ]);
  await station.unplug(connectorId);
  station.expectSent([status(connectorId, 'Available')]);
}

const NAME = 'One reader for multiple connectors (case of older tool versions; number believed to be TC_006)';

it(`LEGACY_ONE_READER_MULTIPLE_CONNECTORS ${NAME}`, () =>
  withStation({}, async (station) => {
    const first = await startAt(station, 1, 'A');
    const second = await startAt(station, 2, 'B');
    await stopAt(station, 1, 'A', first);
    await stopAt(station, 2, 'B', second);
  }));
