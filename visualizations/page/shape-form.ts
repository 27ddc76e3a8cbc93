import type { FieldShape, Shape } from '../live/message-shape.ts';
import { h } from './element.ts';
import { spaced } from './words.ts';

/** Controls for a value of one shape. `read` is undefined where nothing was entered. */
export type ShapeControl = { readonly element: HTMLElement; readonly read: () => unknown };

type Options = {
  /** For those who cannot see where it stands. */
  readonly label: string;
  readonly required: boolean;
  readonly value: unknown;
};

/** Controls that are filled with a value, as deep as the shape is. */
export function shapeControl(shape: Shape, options: Options): ShapeControl {
  switch (shape.kind) {
    case 'object':
      return objectControl(shape.fields, options);
    case 'list':
      return listControl(shape.of, options);
    case 'choice':
      return choiceControl(shape.options, options);
    case 'boolean':
      return choiceControl(['true', 'false'], options, (text) => text === 'true');
    case 'number':
    case 'whole':
      return numberControl(shape.kind === 'whole' ? '1' : '0.1', options);
    case 'text':
    case 'time':
      return textControl(options);
  }
}

const textOf = (value: unknown): string => (value === undefined ? '' : String(value));

function textControl({ label, value, required }: Options): ShapeControl {
  const text = textOf(value);
  const isLong = text.includes('\n');
  const attributes = { 'aria-label': label, placeholder: required ? 'required' : '' };
  const input = isLong
    ? h('textarea', { ...attributes, rows: 4, spellcheck: 'false' })
    : h('input', { ...attributes, type: 'text' });
  input.value = text;
  // An empty text is one where the message needs a text.
  return { element: input, read: () => (input.value === '' && !required ? undefined : input.value) };
}

function numberControl(step: string, { label, value, required }: Options): ShapeControl {
  const placeholder = required ? 'required' : '';
  const input = h('input', { type: 'number', step, value: textOf(value), 'aria-label': label, placeholder });
  return { element: input, read: () => (input.value === '' ? undefined : Number(input.value)) };
}

function choiceControl(
  choices: readonly string[],
  { label, value, required }: Options,
  meant: (text: string) => unknown = (text) => text,
): ShapeControl {
  const none = required ? [] : [h('option', { value: '' }, '–')];
  const select = h(
    'select',
    { 'aria-label': label },
    ...none,
    ...choices.map((choice) => h('option', { selected: choice === textOf(value) }, choice)),
  );
  return { element: select, read: () => (select.value === '' ? undefined : meant(select.value)) };
}

function objectControl(fields: readonly FieldShape[], options: Options): ShapeControl {
  const given = (options.value ?? {}) as Readonly<Record<string, unknown>>;
  const controls = fields.map(({ name, required, shape }) => ({
    name,
    isDeep: shape.kind === 'object' || shape.kind === 'list',
    control: optionally(shape, { label: `${options.label} ${name}`, required, value: given[name] }),
  }));
  const rows = controls.map(({ name, isDeep, control }) =>
    isDeep
      ? h('fieldset', { class: 'deep' }, h('legend', {}, spaced(name)), control.element)
      : h('label', { class: 'field' }, h('span', {}, spaced(name)), control.element),
  );
  return {
    element: h('div', { class: 'fields' }, ...rows),
    read: () => {
      const values = controls.map(({ name, control }) => [name, control.read()] as const);
      return Object.fromEntries(values.filter(([, value]) => value !== undefined));
    },
  };
}

/** An object that may be left out has a tick of its own; everything else is left out by leaving it empty. */
function optionally(shape: Shape, options: Options): ShapeControl {
  if (options.required || shape.kind !== 'object') return shapeControl(shape, options);
  const inner = shapeControl(shape, { ...options, required: true });
  const tick = h('input', { type: 'checkbox', checked: options.value !== undefined });
  const show = (): void => {
    inner.element.hidden = !tick.checked;
  };
  tick.addEventListener('change', show);
  show();
  const element = h('div', {}, h('label', { class: 'check' }, tick, 'send it'), inner.element);
  return { element, read: () => (tick.checked ? inner.read() : undefined) };
}

function listControl(of: Shape, { label, required, value }: Options): ShapeControl {
  const items: ShapeControl[] = [];
  const list = h('div', { class: 'items' });
  const add = (item?: unknown): void => {
    const control = shapeControl(of, { label: `${label} item`, required: true, value: item });
    const row = h('div', { class: 'item' }, control.element);
    const remove = (): void => {
      items.splice(items.indexOf(control), 1);
      row.remove();
    };
    row.append(
      h(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': `Remove from ${label}`, click: remove },
        '×',
      ),
    );
    items.push(control);
    list.append(row);
  };
  for (const item of Array.isArray(value) ? value : []) add(item);
  const more = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': `Add to ${label}`, click: () => add() },
    '+',
  );
  return {
    element: h('div', {}, list, more),
    read: () => (items.length === 0 && !required ? undefined : items.map(({ read }) => read())),
  };
}
