import type { StationView } from './call.ts';

/** Whether the station has this connector; connector 0 is the station and not among them. */
export const knownConnector = (connectorId: number, { connectors }: StationView): boolean =>
  connectors.some((connector) => connector.connectorId === connectorId);
