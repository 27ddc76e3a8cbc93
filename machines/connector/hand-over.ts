import type { Relay } from '../vocabulary/events.ts';
import { connectorActor } from '../vocabulary/peer.ts';
import type { ConnectorContext } from './setup.ts';

export type HandOver = { readonly toConnectorId: number; readonly reservationId: number | null };

/**
 * A driver waits here and has plugged in there: the session goes over with all that belongs to it, the
 * charging profile of a remote start too (OCPP 1.6 ed.2 5.11).
 */
export function handedOver(
  { control, data }: ConnectorContext,
  { toConnectorId, reservationId }: HandOver,
): Relay {
  const { idTag, parentIdTag } = control;
  const driver = { idTag: idTag ?? '', parentIdTag, floating: true, remote: false, reservationId };
  const profile = data.chargingProfile === null ? {} : { chargingProfile: data.chargingProfile };
  return {
    type: 'RELAY',
    to: connectorActor(toConnectorId),
    event: { type: 'AUTHORISED', ...driver, ...profile },
  };
}
