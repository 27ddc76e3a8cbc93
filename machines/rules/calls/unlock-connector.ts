import type { CallRule } from './call.ts';

type UnlockConnectorRequest = { readonly connectorId: number };

/**
 * OCPP 1.6 ed.2 5.18: a fixed cable has no lock, so the answer is NotSupported, also for a connector that
 * does not exist (errata v3.0, 3.87), and a running transaction goes on (certificate HFS-1/2).
 */
export const unlockConnector: CallRule<UnlockConnectorRequest> = () => ({ conf: { status: 'NotSupported' } });
