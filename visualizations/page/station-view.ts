import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { connectorCard } from './connector-card.ts';
import { connectorPlot } from './connector-plot.ts';
import { samplesOf } from './connector-samples.ts';
import { diagnosis, type Finding } from './diagnosis.ts';
import { byId, h } from './element.ts';
import { fact, findingLine, pill, waitLine } from './facts.ts';
import { faultSentence } from './fault-words.ts';
import { type LastCard, lastCard } from './last-card.ts';
import { linkFinding, unanswered } from './link-finding.ts';
import type { PageModel } from './page-model.ts';
import { stationFaultsOf, summariesOf } from './station-shapes.ts';
import { type Waiting, waitsOf } from './waiting.ts';

const CARD_IS_NEWS_MS = 10 * 60_000;

/** The panel "what is": connectors, link, queue, faults, and what each waits for. */
export class StationView {
  readonly #model: PageModel;
  readonly #root = byId('station');
  #drawn: readonly unknown[] = [];

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { scene, status, bench, machines, moment_ms, recording, selected } = this.#model;
    const until = recording.entriesUntil(selected);
    const link = linkFinding(status, unanswered(until), moment_ms);
    // A scene is a new object after each item: the same things need not be looked into.
    const shown = [scene, status, bench, machines, link?.text];
    if (shown.every((it, index) => it === this.#drawn[index])) return;
    this.#drawn = shown;
    const card = lastCard(until);
    const news = card && moment_ms - card.monotonic_ms < CARD_IS_NEWS_MS ? card : null;
    const summaries = summariesOf(scene);
    // Whoever plugged in showed the card; it concerns all if nobody did.
    const concerns = ({ plugged }: ConnectorSummary): boolean =>
      plugged || summaries.every((it) => !it.plugged);
    const cards = summaries.map((summary) => this.#card(summary, concerns(summary) ? news : null));
    const faults = stationFaultsOf(scene).map(
      (fault): Finding => ({ tone: 'bad', text: faultSentence(fault) }),
    );
    const station = [...(link ? [link] : []), ...faults];
    this.#root.replaceChildren(...station.map(findingLine), ...cards, this.#stationCard());
  }

  /** What the actors of one connector wait for, of the reader too where a card is awaited. */
  #waitsOf(ids: readonly string[]): Waiting[] {
    const { scene, machines } = this.#model;
    return ids.flatMap((actor) => {
      const state = scene.actors[actor];
      const graph = machines[state?.machine ?? '']?.graph;
      return state ? waitsOf(actor, state, graph, scene.timers).filter(isNews) : [];
    });
  }

  #card(summary: ConnectorSummary, card: LastCard | null): HTMLElement {
    const { scene, status, bench, recording, moment_ms } = this.#model;
    const { connectorId, reservationId: reservation } = summary;
    const { actors } = scene;
    const own = `connector-${connectorId}`;
    const children = Object.keys(actors).filter((id) => actors[id]?.parent === own);
    const reservations = reservation === null ? [] : [`reservation-${reservation}`];
    const said = status?.connectors.find(({ id }) => id === connectorId) ?? null;
    const stationFaults = stationFaultsOf(scene);
    return connectorCard({
      summary,
      status: said,
      findings: diagnosis({ summary, status: said, stationFaults, card }),
      bench: bench?.connectors.find(({ id }) => id === connectorId) ?? null,
      plot: connectorPlot(samplesOf(recording.statuses, connectorId, moment_ms), summary),
      waits: this.#waitsOf([own, ...children, ...reservations]),
    });
  }

  #stationCard(): HTMLElement {
    const { scene, status, about } = this.#model;
    const waits = this.#waitsOf(Object.keys(scene.actors).filter((id) => !isOfConnector(id)));
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

/** Whatever else the station has: the connection, the reader, uploads, and what is to come. */
const isOfConnector = (actor: string): boolean =>
  /^(?:connector|contactor|transaction|reservation)-/.test(actor);

/** An idle contactor waits for what its connector waits for. */
const isNews = ({ state }: Waiting): boolean =>
  !state.startsWith('contactor#vehicle') && state !== 'contactor#power.idle';

const linkTone = (state: string | undefined): string =>
  state === 'online' ? 'good' : state === 'connected' ? 'busy' : 'bad';
