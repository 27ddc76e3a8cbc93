import { CARDS, ERROR_CODES, PILOTS } from './bench-codes.ts';
import { byId, h } from './element.ts';
import { type Field, form } from './form.ts';
import type { PageModel } from './page-model.ts';
import { postJson, StationApiError } from './station-api.ts';

const AMPS: Field = { name: 'maxAmps', kind: 'number', label: 'up to A', value: '32' };
const WANTS: Field = { name: 'wantsEnergy', kind: 'boolean', label: 'wants energy', value: 'true' };
const FAULT: Field = { name: 'errorCode', kind: 'choice', label: 'error code', options: ERROR_CODES };
const INFO: Field = { name: 'info', kind: 'text', label: 'info', value: '' };
const VENDOR: Field = { name: 'vendorErrorCode', kind: 'text', label: 'vendor code', value: '' };

/** The simulated hardware, to be handled: vehicles, cards, faults, network, power. */
export class BenchView {
  readonly #model: PageModel;
  readonly #root = byId('bench');
  readonly #said = h('p', { class: 'said', role: 'status' });
  #built = '';

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { bench, about, isPresent, link } = this.#model;
    const ids = bench?.connectors.map(({ id }) => id) ?? [];
    const shape = about?.bench && isPresent ? ids.join() : 'absent';
    byId('bench-tab').hidden = about?.bench !== true || link === 'file';
    if (shape !== this.#built) {
      this.#built = shape;
      const absent = h('p', { class: 'hint' }, 'The bench is there in the present only.');
      this.#root.replaceChildren(
        ...(shape === 'absent'
          ? [absent]
          : [...ids.map((id) => this.#outlet(id)), ...this.#station(), this.#said]),
      );
    }
    for (const { id, plugged, pilot, contactor, faults } of bench?.connectors ?? []) {
      const words = [plugged ? 'plugged' : 'no cable', `pilot ${pilot}`, `contactor ${contactor}`];
      const summary = [...words, ...faults.map(({ errorCode }) => errorCode)].join(' · ');
      const line = this.#root.querySelector(`[data-outlet="${id}"]`);
      if (line && line.textContent !== summary) line.textContent = summary;
    }
  }

  #form(
    path: string,
    verb: string,
    fields: readonly Field[] = [],
    fixed: object = {},
    tone = '',
  ): HTMLElement {
    return form({ verb, fields, tone, submit: (values) => this.#post(path, { ...values, ...fixed }, verb) });
  }

  async #post(path: string, body: object, verb: string): Promise<void> {
    try {
      const answer = (await postJson(path, body)) as { readonly status?: string };
      this.#said.textContent = `${verb}: ${answer.status ?? 'done'}`;
    } catch (error) {
      if (!(error instanceof StationApiError) && !(error instanceof TypeError)) throw error;
      this.#said.textContent = `${verb}: ${error.message}`;
    }
  }

  #outlet(id: number): HTMLElement {
    const path = `/bench/connectors/${id}`;
    return h(
      'fieldset',
      {},
      h('legend', {}, `Connector ${id}`),
      h('p', { class: 'outlet', 'data-outlet': id }),
      this.#form(`${path}/plug`, 'Plug in', [WANTS, AMPS], {}, 'primary'),
      this.#form(`${path}/unplug`, 'Unplug'),
      h(
        'details',
        { class: 'more' },
        h('summary', {}, 'vehicle, faults, meter, pilot'),
        this.#form(`${path}/vehicle`, 'Change vehicle', [WANTS, AMPS]),
        this.#form(`${path}/vehicle`, 'Set reaction', [
          { name: 'reactionMs', kind: 'number', label: 'after ms', value: '200' },
        ]),
        this.#form(`${path}/vehicle`, 'Set obedience', [
          { name: 'ignoresLimit', kind: 'boolean', label: 'ignores the limit', value: '' },
        ]),
        this.#form(`${path}/fault`, 'Raise fault', [FAULT, INFO, VENDOR]),
        this.#form(`${path}/fault`, 'Clear fault', [FAULT], { cleared: true }),
        this.#form(`${path}/contactor`, 'Contactor sticks', [
          { name: 'stuck', kind: 'choice', label: 'how', options: ['closed', 'open'] },
        ]),
        this.#form(`${path}/contactor`, 'Contactor works', [], { stuck: null }),
        this.#form(`${path}/meter`, 'Set meter', [
          { name: 'wh', kind: 'number', label: 'Wh', value: '1000' },
        ]),
        this.#form(`${path}/meter`, 'Meter fails', [], { failing: true }),
        this.#form(`${path}/meter`, 'Meter answers', [], { failing: false }),
        this.#form(`${path}/temperature`, 'Set temperature', [
          { name: 'celsius', kind: 'number', label: '°C', value: '68' },
        ]),
        this.#form(`${path}/leakage`, 'Leak to earth', [], { leaking: true }),
        this.#form(`${path}/leakage`, 'Stop leaking', [], { leaking: false }),
        this.#form(`${path}/pilot`, 'Force pilot', [
          { name: 'forced', kind: 'choice', label: 'to', options: PILOTS },
        ]),
        this.#form(`${path}/pilot`, 'Free pilot', [], { forced: null }),
      ),
    );
  }

  #station(): HTMLElement[] {
    const card: Field = {
      name: 'idTag',
      kind: 'text',
      label: 'idTag',
      value: CARDS[0] ?? '',
      options: CARDS,
    };
    const link: Field = {
      name: 'state',
      kind: 'choice',
      label: 'state',
      options: ['up', 'down', 'black-hole'],
    };
    const key: Field = { name: 'key', kind: 'text', label: 'key', value: 'HeartbeatInterval' };
    const group = (title: string, ...parts: readonly HTMLElement[]): HTMLElement =>
      h('fieldset', {}, h('legend', {}, title), ...parts);
    return [
      group(
        'Card reader',
        this.#form('/bench/rfid', 'Show card', [card], {}, 'primary'),
        this.#form('/bench/rfid', 'Reader fails', [], { dead: true }),
        this.#form('/bench/rfid', 'Reader works', [], { dead: false }),
      ),
      group('Network', this.#form('/bench/link', 'Set link', [link])),
      group(
        'Station',
        this.#form('/bench/emergency-stop', 'Press emergency stop', [], { pressed: true }, 'danger'),
        this.#form('/bench/emergency-stop', 'Release emergency stop', [], { pressed: false }),
        this.#form('/bench/connectors/0/fault', 'Raise fault', [FAULT, INFO, VENDOR]),
        this.#form('/bench/connectors/0/fault', 'Clear fault', [FAULT], { cleared: true }),
        this.#form('/bench/configuration', 'Configure', [
          key,
          { name: 'value', kind: 'text', label: 'value', value: '60' },
        ]),
        this.#form('/bench/clock', 'Step clock', [
          { name: 'offsetMs', kind: 'number', label: 'offset ms', value: '0' },
        ]),
        this.#form('/bench/speed', 'Set contactor time', [
          { name: 'contactorMs', kind: 'number', label: 'ms', value: '20' },
        ]),
        this.#form('/bench/speed', 'Set meter rate', [
          { name: 'meterHz', kind: 'number', label: 'Hz', value: '1' },
        ]),
        this.#form('/bench/power', 'Cut power (ends the process)', [], { cut: true }, 'danger'),
      ),
    ];
  }
}
