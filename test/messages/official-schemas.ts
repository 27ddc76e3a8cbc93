import schemas from 'ocpp-rpc/lib/schemas/ocpp1_6.json' with { type: 'json' };
import { createValidator } from 'ocpp-rpc/lib/validator.js';
import type { Action } from '../../machines/messages/catalogue.ts';

/** The part of JSON Schema that the official OCPP 1.6 schemas use. */
export type SchemaNode = {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly format?: string;
  readonly multipleOf?: number;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
};
type NamedSchema = SchemaNode & { readonly $id: string };

export type Part = 'request' | 'confirmation';
const ids = { request: 'req', confirmation: 'conf' } as const;
const idOf = (action: Action, part: Part): string => `urn:${action}.${ids[part]}`;

const named = new Map((schemas as unknown as readonly NamedSchema[]).map((schema) => [schema.$id, schema]));
const validator = createValidator('ocpp1.6', schemas as unknown as SchemaNode[]);

export const officialIds: readonly string[] = [...named.keys()];

/** The official schema of a payload, with its references resolved. */
export function officialSchema(action: Action, part: Part): SchemaNode {
  const root = named.get(idOf(action, part));
  if (!root) throw new Error(`no official schema ${idOf(action, part)}`);
  return resolved(root, root.definitions ?? {});
}

function resolved(node: SchemaNode, definitions: Readonly<Record<string, SchemaNode>>): SchemaNode {
  const target = node.$ref ? definitions[node.$ref.replace('#/definitions/', '')]! : node;
  const properties = Object.entries(target.properties ?? {}).map(([name, property]) => [
    name,
    resolved(property, definitions),
  ]);
  return {
    ...target,
    properties: Object.fromEntries(properties),
    ...(target.items && { items: resolved(target.items, definitions) }),
  };
}

/** Whether ajv, set up as an independent central system does it, accepts the payload. */
export function officiallyValid(action: Action, part: Part, payload: unknown): boolean {
  const validate = validator._ajv.getSchema(idOf(action, part));
  if (!validate) throw new Error(`no official schema ${idOf(action, part)}`);
  return validate(payload) === true;
}
