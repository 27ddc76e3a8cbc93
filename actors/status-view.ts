import type { Board } from '../drivers/board.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { StationOptions } from '../drivers/command-line/station-options.ts';
import type { Route } from '../drivers/http-server/route.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { integerOf } from '../machines/rules/configuration-values.ts';
import type { ConnectorSummary } from '../machines/vocabulary/summary.ts';
import { metricsText } from '../visualizations/metrics-text.ts';
import { connectorView } from './connector-view.ts';
import { withScheme } from './identity-url.ts';
import type { Station } from './station.ts';

/** From this security profile on. */
const TLS = 2;

type Options = Pick<StationOptions, 'identity' | 'profile'> & { readonly csms: string };
type Sources = {
  readonly storage: Storage;
  readonly board: Pick<Board, 'energyMeter'>;
  readonly clock: Pick<StationClock, 'now'>;
};

/** `GET /status`, `/healthz`, `/metrics`: what the station says of itself, on any board. */
export class StatusView {
  readonly #station: Station;
  readonly #options: Options;
  readonly #sources: Sources;

  constructor(station: Station, options: Options, sources: Sources) {
    this.#station = station;
    this.#options = options;
    this.#sources = sources;
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
    const { control, firmware } = this.#station.root?.getSnapshot().context ?? {};
    const { length, oldest } = this.#sources.storage.waiting('transaction');
    const securityProfile = integerOf(this.#sources.storage.records, 'SecurityProfile');
    const url = withScheme(csms, securityProfile >= TLS);
    return {
      identity,
      profile: profile.name,
      firmware: firmware?.version ?? profile.identity.firmwareVersion,
      link: { state: this.#station.link.state, since: this.#station.link.since, url, securityProfile },
      registration: control?.link.registration ?? 'unknown',
      connectors: await Promise.all((control?.connectors ?? []).map((it) => this.#connector(it))),
      queue: { length, oldest },
    };
  }

  async #connector(summary: ConnectorSummary) {
    const { records } = this.#sources.storage;
    const read = (): Promise<number | null> =>
      this.#sources.board.energyMeter.read(summary.connectorId).catch(() => null);
    const register_Wh = summary.transaction === null ? null : await read();
    return connectorView(summary, { records, register_Wh, wall_ms: this.#sources.clock.now().wall_ms });
  }

  #health() {
    const alive = this.#station.root?.getSnapshot().status === 'active';
    return { status: alive ? 200 : 503, json: { alive } };
  }
}
export type StationStatus = Awaited<ReturnType<StatusView['status']>>;
