import type * as v from 'valibot';
import { CATALOGUE } from '../../machines/messages/catalogue.ts';
import type { MessageDefinition } from '../../machines/messages/message-definition.ts';
import { dateTime } from '../../machines/messages/shapes/date-time.ts';

/** The shape of a value as a form needs it; what is allowed in detail, the schema says when it is sent. */
export type Shape =
  | { readonly kind: 'text' | 'time' | 'number' | 'whole' | 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly fields: readonly FieldShape[] };
export type FieldShape = { readonly name: string; readonly required: boolean; readonly shape: Shape };

/** A schema that a form has no field for: the programmer is to add one. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

type Schema = v.GenericSchema & {
  readonly pipe?: readonly (Schema & { readonly kind: string })[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly string[];
  readonly item?: Schema;
  readonly wrapped?: Schema;
};

/** @throws ShapeError */
export function shapeOf(schema: Schema): Shape {
  if (schema === (dateTime as unknown)) return { kind: 'time' };
  const steps = (schema.pipe ?? [schema]).filter((it) => it.kind === 'schema' && it.type !== 'custom');
  const [main] = steps;
  switch (main?.type) {
    case 'string':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
      return { kind: schema.pipe?.some(({ type }) => type === 'integer') ? 'whole' : 'number' };
    case 'picklist':
      return { kind: 'choice', options: main.options ?? [] };
    case 'array':
      return { kind: 'list', of: shapeOf(main.item!) };
    case 'strict_object':
      return { kind: 'object', fields: Object.entries(main.entries ?? {}).map(fieldShape) };
    default:
      throw new ShapeError(`no field for a schema of type ${main?.type ?? schema.type}`);
  }
}

function fieldShape([name, schema]: [string, Schema]): FieldShape {
  const isOptional = schema.type === 'exact_optional';
  return { name, required: !isOptional, shape: shapeOf(isOptional ? schema.wrapped! : schema) };
}

/** Shapes of the requests that a central system may send, by action. */
export const requestShapes = (): Readonly<Record<string, Shape>> =>
  Object.fromEntries(
    Object.values<MessageDefinition>(CATALOGUE)
      .filter(({ direction }) => direction !== 'CP>CS')
      .map(({ action, request }) => [action, shapeOf(request as Schema)]),
  );
