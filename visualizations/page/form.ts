import { h } from './element.ts';

/** A field of a form; what it holds is sent as a number, a truth value or a text. */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly kind: 'number' | 'boolean' | 'text' | 'choice';
  readonly value?: string;
  /** Of a choice; of a text, what is suggested. */
  readonly options?: readonly string[];
};

type Control = HTMLInputElement | HTMLSelectElement;
let lists = 0;

function controlOf({ name, kind, value = '', options = [] }: Field): {
  control: Control;
  list?: HTMLElement;
} {
  switch (kind) {
    case 'choice':
      return { control: h('select', { name }, ...options.map((option) => h('option', {}, option))) };
    case 'boolean':
      return { control: h('input', { name, type: 'checkbox', checked: value === 'true' }) };
    case 'number':
      return { control: h('input', { name, type: 'number', step: 'any', value }) };
    case 'text': {
      if (options.length === 0) return { control: h('input', { name, type: 'text', value }) };
      lists += 1;
      const id = `list-${lists}`;
      const list = h('datalist', { id }, ...options.map((option) => h('option', { value: option })));
      return { control: h('input', { name, type: 'text', value, list: id }), list };
    }
  }
}

/** What a field says; undefined where nothing was entered: it is not sent then. */
function valueIn({ kind, name }: Field, control: Control): string | number | boolean | undefined {
  if (control instanceof HTMLInputElement && kind === 'boolean') return control.checked;
  if (control.value === '' && name !== 'value') return undefined;
  return kind === 'number' ? Number(control.value) : control.value;
}

/** Fields, and a button that sends them. */
export function form({
  verb,
  fields,
  tone = '',
  submit,
}: {
  readonly verb: string;
  readonly fields: readonly Field[];
  readonly tone?: string;
  readonly submit: (values: Readonly<Record<string, unknown>>) => Promise<void>;
}): HTMLElement {
  const built = fields.map((field) => ({ field, ...controlOf(field) }));
  const parts = built.flatMap(({ field, control, list }) => [
    field.kind === 'boolean'
      ? h('label', { class: 'check' }, control, field.label)
      : h('label', {}, h('span', {}, field.label), control),
    list,
  ]);
  const send = (event: Event): void => {
    event.preventDefault();
    const values = built.map(({ field, control }) => [field.name, valueIn(field, control)] as const);
    void submit(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
  };
  return h(
    'form',
    { class: 'act', submit: send },
    h('button', { type: 'submit', class: tone }, verb),
    ...parts,
  );
}
