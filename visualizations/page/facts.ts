import { countdown } from './countdown.ts';
import type { Finding } from './diagnosis.ts';
import { h } from './element.ts';
import type { Waiting } from './waiting.ts';

/** A line of facts: what it is, and its value; nothing where there is no value. */
export const fact = (name: string, value: string | null): HTMLElement | null =>
  value === null || value === ''
    ? null
    : h('div', { class: 'fact' }, h('dt', {}, name), h('dd', { title: value }, value));

/** `waiting for a cable, 42 s left`. */
export const waitLine = ({ actor, text, deadline_ms }: Waiting): HTMLElement =>
  h(
    'li',
    {},
    `waiting for ${text}`,
    ...(deadline_ms === null ? [] : [', ', countdown(deadline_ms), ' left']),
    h('small', {}, actor),
  );

export const pill = (text: string, tone: string): HTMLElement => h('span', { class: `pill ${tone}` }, text);

/** What there is to know first, in plain words. */
export const findingLine = ({ tone, text }: Finding): HTMLElement =>
  h('p', { class: `finding ${tone}` }, text);
