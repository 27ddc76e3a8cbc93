import type { StationOptions } from '../drivers/command-line/station-options.ts';
import type { EnergyMeter } from '../drivers/energy-meter/energy-meter.ts';
import type { Route } from '../drivers/http-server/route.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { integerOf } from '../machines/rules/configuration-values.ts';
import type { ConnectorSummary } from '../machines/vocabulary/summary.ts';
import { metricsText } from '../visualizations/metrics-text.ts';
import type { Station } from './station.ts';

type Options = Pick<StationOptions, 'identity' | 'profile'> & { readonly csms: string };

/** `GET /status`, `/healthz`, `/metrics`: what the station says of itself, on any board. */
export class StatusView {
  readonly #station: Station;
  readonly #options: Options;
  readonly #storage: Storage;
  readonly #meter: EnergyMeter;

  constructor(station: Station, options: Options, storage: Storage, meter: EnergyMeter) {
    this.#station = station;
    this.#options = options;
    this.#storage = storage;
    this.#meter = meter;
  }

  get routes(): readonly Route[] {
    return [
      { method: 'GET', path: '/status', handle: async () => ({ json: await this.status() }) },
      { method: 'GET', path: '/healthz', handle: () => this.#health() },
      { method: 'GET', path: '/metrics', handle: async () => ({ text: metricsText(await this.status()) }) },
    ];
  }

  async status() {
    const { identity, profile, csms } = this.#options;
    const control = this.#station.root?.getSnapshot().context.control;
    const { length, oldest } = this.#storage.waiting('transaction');
    const securityProfile = integerOf(this.#storage.records, 'SecurityProfile');
    return {
      identity,
      profile: profile.name,
      firmware: profile.identity.firmwareVersion,
      link: { state: this.#station.link.state, since: this.#station.link.since, url: csms, securityProfile },
      registration: control?.link.registration ?? 'unknown',
      connectors: await Promise.all((control?.connectors ?? []).map((it) => this.#connector(it))),
      queue: { length, oldest },
    };
  }

  async #connector({ report, transaction, reservationId, limit_A }: ConnectorSummary) {
    const { connectorId, ...shown } = report;
    const open = transaction === null ? undefined : this.#storage.records.transactions[transaction];
    const register_Wh = open && (await this.#meter.read(connectorId).catch(() => open.lastReading_Wh));
    return {
      id: connectorId,
      ...shown,
      transaction: open
        ? {
            id: open.id,
            transactionId: open.transactionId,
            idTag: open.idTag,
            startedAt: open.startedAt,
            wh: (register_Wh ?? open.lastReading_Wh) - open.meterStart_Wh,
          }
        : null,
      reservation: reservationId,
      limitAmps: limit_A,
    };
  }

  #health() {
    const alive = this.#station.root?.getSnapshot().status === 'active';
    return { status: alive ? 200 : 503, json: { alive } };
  }
}
export type StationStatus = Awaited<ReturnType<StatusView['status']>>;
