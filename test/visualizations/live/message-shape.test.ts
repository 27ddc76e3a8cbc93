import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../machines/messages/catalogue.ts';
import {
  requestShapes,
  type Shape,
  ShapeError,
  shapeOf,
} from '../../../visualizations/live/message-shape.ts';
import { EXAMPLES } from '../../../visualizations/page/csms-examples.ts';

/** Whether a form of this shape could hold a value. */
function holds(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'object': {
      const given = value as Readonly<Record<string, unknown>>;
      const known = shape.fields.filter(({ name }) => name in given);
      const complete = shape.fields.every(({ name, required }) => !required || name in given);
      const all = known.length === Object.keys(given).length;
      return complete && all && known.every((field) => holds(field.shape, given[field.name]));
    }
    case 'list':
      return Array.isArray(value) && value.every((item) => holds(shape.of, item));
    case 'choice':
      return shape.options.includes(String(value));
    case 'whole':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}

const now = { connectorId: 1, transactionId: 7, idTag: '04A1', wall_ms: Date.UTC(2026, 0, 1) };

describe('the shapes that forms of commands are built from', () => {
  it('are there for all that a central system may send', () => {
    const inbound = Object.values(CATALOGUE).filter(({ direction }) => direction !== 'CP>CS');
    expect(Object.keys(requestShapes()).sort()).toEqual(inbound.map(({ action }) => action).sort());
  });

  it.each(Object.entries(EXAMPLES))('%s: a form holds the example', (action, example) => {
    expect(holds(requestShapes()[action]!, example(now))).toBe(true);
  });

  it('know what may be left out, and the choices of an enumeration', () => {
    const fields = (action: string) => {
      const shape = requestShapes()[action]!;
      return shape.kind === 'object' ? shape.fields : [];
    };
    const required = fields('RemoteStartTransaction').filter((it) => it.required);
    expect(required.map(({ name }) => name)).toEqual(['idTag']);
    expect(fields('Reset')[0]?.shape).toEqual({ kind: 'choice', options: ['Hard', 'Soft'] });
    expect(fields('ReserveNow').find(({ name }) => name === 'expiryDate')?.shape).toEqual({ kind: 'time' });
  });

  it('are refused for a schema that no form has a field for', () => {
    expect(() => shapeOf(v.map(v.string(), v.string()))).toThrow(ShapeError);
  });
});
