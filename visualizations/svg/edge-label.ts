import type { GraphEdge } from '../graph-edge.ts';
import { shorten, wrapText } from './text-width.ts';

const COLUMNS = 30;
const GUARD_LINES = 3;
const ACTIONS = 2;

/** `event [guard] / action, action`, whole. */
export const edgeText = (edge: GraphEdge): string =>
  [
    edge.event,
    edge.guard === '' ? '' : `[${edge.guard}]`,
    edge.actions.length === 0 ? '' : `/ ${edge.actions.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' ');

/** The same in a few short lines: a long guard ends in `…`, of many actions the first two are named. */
export function edgeLabelLines(edge: GraphEdge): string[] {
  const guard = edge.guard === '' ? '' : ` [${edge.guard}]`;
  const condition = wrapText(`${edge.event}${guard}`, COLUMNS);
  const shown = condition.slice(0, GUARD_LINES);
  if (condition.length > GUARD_LINES) shown[GUARD_LINES - 1] = `${shown[GUARD_LINES - 1]} …]`;
  const more = edge.actions.length - ACTIONS;
  const named = edge.actions.slice(0, ACTIONS).map((action) => shorten(action, COLUMNS));
  const actions = [...named, ...(more > 0 ? [`+${more}`] : [])].join(', ');
  return actions === '' ? shown : [...shown, ...wrapText(`/ ${actions}`, COLUMNS + 4)];
}
