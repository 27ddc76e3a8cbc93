import type { EventObject } from 'xstate';
import type { Storage } from '../drivers/storage/storage.ts';
import { changeConfiguration } from '../machines/rules/calls/change-configuration.ts';
import { stationView } from '../machines/rules/station-view.ts';
import { CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { RecordChange } from '../machines/vocabulary/records.ts';
import type { Edge } from './edge.ts';
import type { Envelope } from './envelope.ts';
import type { Station } from './station.ts';

/** Whom the edge log names for changes that no actor made. */
export const TECHNICIAN = 'technician';

type ConfigurationStatus = 'Accepted' | 'Rejected' | 'RebootRequired' | 'NotSupported';

/**
 * What a service technician does at the station itself: the same rules as over OCPP, without the central
 * system.
 */
export class Technician {
  readonly #station: Station;
  readonly #storage: Storage;

  constructor(station: Station, storage: Storage) {
    this.#station = station;
    this.#storage = storage;
  }

  /** @returns the status that ChangeConfiguration would answer. */
  async changeConfiguration(key: string, value: string): Promise<{ status: ConfigurationStatus }> {
    const { root, edge } = this.#station;
    if (!root) return { status: 'Rejected' };
    const view = stationView(root.getSnapshot().context, edge.at);
    const decision = changeConfiguration({ key, value }, view);
    if ('error' in decision) return { status: 'Rejected' };
    const { changes = [], security = [], then = [] } = decision;
    edge.run(() => {
      edge.record('event', TECHNICIAN, { type: 'CHANGES', changes } as EventObject);
      this.#storage.commit(changes, [], edge.at);
    });
    for (const it of security) edge.deliver(CHARGE_POINT, { type: 'SECURITY_EVENT', security: it });
    for (const { to, event } of then) edge.deliver(to, event);
    return decision.conf as { status: ConfigurationStatus };
  }
}

/** Does again what the edge log says that a technician did. @returns whether it says so. */
export function replayTechnician({ to, event }: Envelope, edge: Edge, storage: Storage): boolean {
  if (to !== TECHNICIAN) return false;
  const { changes } = event as EventObject & { readonly changes: readonly RecordChange[] };
  edge.run(() => {
    edge.record('event', to, event);
    storage.commit(changes, [], edge.at);
  });
  return true;
}
