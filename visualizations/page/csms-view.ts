import type { Shape } from '../live/message-shape.ts';
import { CARDS } from './bench-codes.ts';
import { EXAMPLES } from './csms-examples.ts';
import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import { type ShapeControl, shapeControl } from './shape-form.ts';
import { getJson, postJson, StationApiError } from './station-api.ts';

type View = {
  readonly identity: string | null;
  readonly connected: boolean;
  readonly connectors: readonly { connectorId: number; status: string; errorCode: string }[];
  readonly transactions: readonly {
    transactionId: number;
    connectorId: number;
    idTag: string;
    meterStart: number;
    meterStop?: number;
    reason?: string;
  }[];
};

/** The demo central system: sends any command, and shows what it knows of the station. */
export class CsmsView {
  readonly #model: PageModel;
  readonly #root = byId('csms');
  readonly #payload = h('textarea', { rows: 12, spellcheck: 'false', 'aria-label': 'Payload, JSON' });
  readonly #fields = h('div', {});
  readonly #asJson = h('input', { type: 'checkbox', change: () => this.#turn() });
  #shapes: Readonly<Record<string, Shape>> = {};
  /** The fields of the action that is chosen; null: it is written as JSON. */
  #control: ShapeControl | null = null;
  readonly #answer = h('pre', { class: 'said', role: 'status' });
  readonly #view = h('div', { class: 'view' });
  readonly #action = h(
    'select',
    { 'aria-label': 'Action', change: () => this.#example() },
    ...Object.keys(EXAMPLES).map((action) => h('option', {}, action)),
  );
  #built = false;

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const present = this.#model.about?.demo === true && this.#model.link !== 'file';
    byId('csms-tab').hidden = !present;
    if (!present || this.#built) return;
    this.#built = true;
    const send = (event: Event): void => {
      event.preventDefault();
      void this.#send();
    };
    const form = h(
      'form',
      { class: 'call', submit: send },
      h('label', {}, h('span', {}, 'command'), this.#action),
      this.#fields,
      h('label', { class: 'check quiet' }, this.#asJson, 'write it as JSON'),
      h('button', { type: 'submit', class: 'primary' }, 'Send'),
    );
    this.#root.replaceChildren(form, this.#answer, h('h3', {}, 'What it knows of the station'), this.#view);
    this.#example();
    void this.#learn();
    void this.look();
  }

  /** Without the shapes of the messages a command can still be written as JSON. */
  async #learn(): Promise<void> {
    try {
      this.#shapes = await getJson<Record<string, Shape>>('/messages');
      this.#example();
    } catch (error) {
      if (!(error instanceof StationApiError) && !(error instanceof TypeError)) throw error;
    }
  }

  #show(payload: unknown): void {
    const shape = this.#shapes[this.#action.value];
    const options = { label: this.#action.value, required: true, value: payload };
    this.#control = shape && !this.#asJson.checked ? shapeControl(shape, options) : null;
    this.#payload.value = JSON.stringify(payload, null, 2);
    this.#fields.replaceChildren(this.#control?.element ?? this.#payload);
  }

  /** From fields to JSON and back: what was entered stays. */
  #turn(): void {
    try {
      this.#show(this.#asJson.checked ? (this.#control?.read() ?? {}) : JSON.parse(this.#payload.value));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#answer.textContent = error.message;
      this.#asJson.checked = true;
    }
  }

  /** Asks the central system for its view. */
  async look(): Promise<void> {
    if (!this.#built || this.#root.hidden || !this.#model.isPresent) return;
    try {
      this.#tell(await getJson<View>('/csms'));
    } catch (error) {
      if (!(error instanceof StationApiError) && !(error instanceof TypeError)) throw error;
    }
  }

  #tell({ identity, connected, connectors, transactions }: View): void {
    const rows = connectors.map((it) => [`connector ${it.connectorId}`, it.status, it.errorCode]);
    const charges = transactions
      .slice(-6)
      .map((it) => [
        `transaction ${it.transactionId}`,
        `connector ${it.connectorId}, ${it.idTag}`,
        it.meterStop === undefined ? 'runs' : `${it.meterStop - it.meterStart} Wh, ${it.reason ?? 'Local'}`,
      ]);
    const cells = [...rows, ...charges].map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))));
    const words = `${identity ?? 'no station yet'}: ${connected ? 'connected' : 'not connected'}`;
    this.#view.replaceChildren(h('p', {}, words), h('table', {}, h('tbody', {}, ...cells)));
  }

  #example(): void {
    const { status } = this.#model;
    const charging = status?.connectors.find(({ transaction }) => transaction !== null);
    const context = {
      connectorId: charging?.id ?? 1,
      transactionId: charging?.transaction?.transactionId ?? 1,
      idTag: charging?.transaction?.idTag ?? CARDS[0] ?? '',
      wall_ms: Date.parse(this.#model.recording.entries.at(-1)?.item.wall ?? '2026-01-01T00:00:00Z'),
    };
    this.#show(EXAMPLES[this.#action.value]?.(context) ?? {});
  }

  async #send(): Promise<void> {
    this.#answer.textContent = '…';
    try {
      const payload: unknown = this.#control ? this.#control.read() : JSON.parse(this.#payload.value);
      const answer = await postJson('/csms/call', { action: this.#action.value, payload });
      this.#answer.textContent = JSON.stringify(answer, null, 1);
    } catch (error) {
      const known =
        error instanceof StationApiError || error instanceof SyntaxError || error instanceof TypeError;
      if (!known) throw error;
      this.#answer.textContent = error.message;
    }
    await this.look();
  }
}
