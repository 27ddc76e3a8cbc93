import type { Frame, Side, WireEvent } from './wire.ts';

type Line = readonly [
  at_ms: number,
  kind: Frame['kind'],
  from: Side,
  id: string,
  action: string,
  payload?: object,
];

/** Events of a wire, written shortly: `started` and the like, or a frame. */
export const wire = (...lines: readonly (Line | 'started' | 'opened' | 'closed')[]): readonly WireEvent[] =>
  lines.map((line) => {
    if (typeof line === 'string') return { kind: line, at_ms: 0 };
    const [at_ms, kind, from, messageId, action, payload = {}] = line;
    return { kind, at_ms, from, messageId, action, payload: { ...payload } };
  });

export const CP = 'station';
export const CS = 'central system';
