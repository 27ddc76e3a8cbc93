import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { connectorCard } from './connector-card.ts';
import { connectorPlot } from './connector-plot.ts';
import { samplesOf } from './connector-samples.ts';
import { byId, h } from './element.ts';
import { fact, pill, waitLine } from './facts.ts';
import type { PageModel } from './page-model.ts';
import { summariesOf } from './station-shapes.ts';
import { type Waiting, waitsOf } from './waiting.ts';

/** The panel "what is": connectors, link, queue, faults, and what each waits for. */
export class StationView {
  readonly #model: PageModel;
  readonly #root = byId('station');
  #drawn = '';

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { scene, status, bench, machines } = this.#model;
    const summaries = summariesOf(scene);
    const shown = JSON.stringify([scene.actors, scene.timers, status, bench, Object.keys(machines)]);
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    const cards = summaries.map((summary) => this.#card(summary));
    this.#root.replaceChildren(...cards, this.#stationCard());
  }

  /** What the actors of one connector wait for, of the reader too where a card is awaited. */
  #waitsOf(ids: readonly string[]): Waiting[] {
    const { scene, machines } = this.#model;
    return ids.flatMap((actor) => {
      const state = scene.actors[actor];
      return state ? waitsOf(actor, state, machines[state.machine ?? '']?.graph, scene.timers) : [];
    });
  }

  #card(summary: ConnectorSummary): HTMLElement {
    const { status, bench, recording, moment_ms } = this.#model;
    const { connectorId } = summary;
    const [actors, reservation] = [this.#model.scene.actors, summary.reservationId];
    const own = [`connector-${connectorId}`, `contactor-${connectorId}`];
    const children = Object.keys(actors).filter((id) => actors[id]?.parent === own[0] && !own.includes(id));
    const reservations = reservation === null ? [] : [`reservation-${reservation}`];
    return connectorCard({
      summary,
      status: status?.connectors.find(({ id }) => id === connectorId) ?? null,
      bench: bench?.connectors.find(({ id }) => id === connectorId) ?? null,
      plot: connectorPlot(samplesOf(recording.statuses, connectorId, moment_ms), summary),
      waits: this.#waitsOf([...own, ...children, ...reservations]),
    });
  }

  #stationCard(): HTMLElement {
    const { status, about } = this.#model;
    const waits = this.#waitsOf(['ocpp-connection', 'rfid-session', 'charge-point']);
    const { link, queue, registration, profile, firmware } = status ?? {};
    const since = link?.since ? ` since ${link.since.slice(11, 19)}` : '';
    const oldest = queue?.oldest ? `, the oldest of ${queue.oldest.slice(0, 19).replace('T', ' ')}` : '';
    const waiting = queue && queue.length > 0 ? `${queue.length} messages wait${oldest}` : 'empty';
    return h(
      'article',
      { class: 'card' },
      h('header', {}, h('h3', {}, 'Station'), pill(link?.state ?? 'unknown', linkTone(link?.state))),
      h(
        'dl',
        {},
        fact('link', link ? `${link.state}${since}` : null),
        fact('central system', link?.url ?? null),
        fact('registration', registration ?? null),
        fact('queue', queue ? waiting : null),
        fact('security profile', link ? String(link.securityProfile) : null),
        fact('station profile', profile ? `${profile}, firmware ${firmware}` : null),
        fact('software', about?.software ?? null),
      ),
      waits.length > 0 && h('ul', { class: 'waiting' }, ...waits.map(waitLine)),
    );
  }
}

const linkTone = (state: string | undefined): string =>
  state === 'online' ? 'good' : state === 'connected' ? 'busy' : 'bad';
