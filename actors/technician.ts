import type { Storage } from '../drivers/storage/storage.ts';
import { changeConfiguration } from '../machines/rules/calls/change-configuration.ts';
import { stationView } from '../machines/rules/station-view.ts';

type ConfigurationStatus = 'Accepted' | 'Rejected' | 'RebootRequired' | 'NotSupported';

import type { Station } from './station.ts';

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
    this.#storage.commit(decision.changes ?? [], decision.messages ?? [], edge.at);
    for (const { to, event } of decision.then ?? []) edge.deliver(to, event);
    return decision.conf as { status: ConfigurationStatus };
  }
}
