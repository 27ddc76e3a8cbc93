import type { FirmwareRecord } from '../vocabulary/firmware.ts';
import type { ConnectorSummary } from '../vocabulary/summary.ts';

/** There is no way back: it can be neither cancelled nor interrupted. */
export const isBeingInstalled = (update: FirmwareRecord | null): boolean =>
  update !== null &&
  update.outcome === null &&
  (update.phase === 'installing' || update.phase === 'rebooting');

/** A transaction runs, or its end is not stored yet. */
export const isBusy = ({ connectors }: { readonly connectors: readonly ConnectorSummary[] }): boolean =>
  connectors.some(({ session }) => session === 'transaction' || session === 'stopping');
