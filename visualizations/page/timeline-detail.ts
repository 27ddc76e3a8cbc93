import { h } from './element.ts';
import { frameOf } from './frame-of.ts';
import type { Entry } from './recording.ts';
import { entryWords, portWords, spaced, timeOfDay } from './words.ts';

const json = (value: unknown): HTMLElement => h('pre', {}, JSON.stringify(value, null, 1));

function chapter(title: string, lines: readonly string[]): HTMLElement | null {
  if (lines.length === 0) return null;
  return h('section', {}, h('h4', {}, title), h('ul', {}, ...lines.map((line) => h('li', {}, line))));
}

/** Everything that is known of one item. */
export function entryDetail(entry: Entry): HTMLElement {
  const { item } = entry;
  const title = h('h3', {}, entryWords(entry));
  if (item.kind === 'wire') {
    const frame = frameOf(item.text);
    const words =
      item.direction === 'sent' ? 'sent to the central system' : 'received from the central system';
    return h(
      'div',
      {},
      title,
      h('p', {}, `${timeOfDay(item.wall)}, ${words}`),
      json(frame.length > 0 ? frame : item.text),
    );
  }
  return h(
    'div',
    {},
    title,
    h(
      'p',
      {},
      `${timeOfDay(item.wall)}, ${item.cause} to ${item.to}`,
      item.seq === null ? '' : `, envelope ${item.seq} of the edge log`,
    ),
    json(item.event),
    chapter(
      'transitions',
      item.taken.map(({ actor, edge }) => `${actor}: ${edge.slice(edge.indexOf('#') + 1)}`),
    ),
    chapter(
      'messages',
      item.told.map(({ from, to, type }) => `${from} → ${to}: ${type}`),
    ),
    chapter('done outside', item.ports.map(portWords)),
    chapter(
      'timers armed',
      item.armed.map(({ actor, name }) => `${actor}: ${spaced(name)}`),
    ),
  );
}
