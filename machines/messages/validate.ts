import * as v from 'valibot';
import type { OcppErrorCode } from '../vocabulary/ocpp-error.ts';
import { type Action, CATALOGUE, type Confirmations, type Requests } from './catalogue.ts';
import type { PayloadSchema } from './message-definition.ts';

/**
 * A payload that fits its shape, or the CALLERROR it deserves; `description` never holds a value of the
 * payload.
 */
export type Validated<Payload> =
  | { readonly ok: true; readonly value: Payload }
  | { readonly ok: false; readonly code: OcppErrorCode; readonly description: string };

/**
 * Whether `payload` is a request of `action`, as the official schemas say (and, for times,
 * `shapes/date-time.ts`). The first violation found decides; properties are read in the order of the
 * definition, unknown ones last.
 *
 * Codes, by OCPP-J 1.6 table 7:
 * - `FormationViolation` ("not conform the PDU structure for Action"): the payload is no JSON object, or one
 *   of its objects has a property that the action does not know. An unknown property breaks the structure,
 *   not the value of a field, so it is not a PropertyConstraintViolation.
 * - `OccurenceConstraintViolation`: a required property is missing, or an array has too few items.
 *   `ProtocolError` ("payload is incomplete") is left to frames without a payload.
 * - `TypeConstraintViolation`: a wrong JSON type, a fraction where an integer is due.
 * - `PropertyConstraintViolation`: the type is right and the value is not: outside its enumeration (errata
 *   3.24, 3.38), too long, no multiple of 0.1, no date and time, no URI.
 */
export const validateRequest = <A extends Action>(action: A, payload: unknown): Validated<Requests[A]> =>
  validate<Requests[A]>(CATALOGUE[action].request, payload);

/** Whether `payload` is a confirmation of `action`; codes as for `validateRequest`. */
export const validateConfirmation = <A extends Action>(
  action: A,
  payload: unknown,
): Validated<Confirmations[A]> => validate<Confirmations[A]>(CATALOGUE[action].confirmation, payload);

/** Whether all that is wrong with a confirmation of `action` is that it has properties nobody knows. */
export function isConfirmationWithExtras(action: Action, payload: unknown): boolean {
  const { issues = [] } = v.safeParse(CATALOGUE[action].confirmation, payload);
  return issues.every((issue) => issue.type === 'strict_object' && isUnknownProperty(issue));
}

function validate<Payload>(schema: PayloadSchema, payload: unknown): Validated<Payload> {
  const result = v.safeParse(schema, payload, { abortEarly: true, message: ruleOf });
  if (result.success) return { ok: true, value: result.output as Payload };
  const [issue] = result.issues;
  return { ok: false, code: codeOf(issue), description: `${pathOf(issue)} ${issue.message}` };
}

type Issue = v.BaseIssue<unknown>;

function codeOf(issue: Issue): OcppErrorCode {
  switch (issue.type) {
    case 'strict_object':
      return isUnknownProperty(issue) ? 'FormationViolation' : 'OccurenceConstraintViolation';
    case 'min_length':
      return 'OccurenceConstraintViolation';
    case 'check':
      return 'PropertyConstraintViolation';
    case 'picklist':
      return typeof issue.input === 'string' ? 'PropertyConstraintViolation' : 'TypeConstraintViolation';
    default:
      return issue.path ? 'TypeConstraintViolation' : 'FormationViolation';
  }
}

/** The violated rule in words, where the shape has none: valibot's own would quote the value. */
function ruleOf(issue: Issue): string {
  switch (issue.type) {
    case 'strict_object':
      return isUnknownProperty(issue) ? 'is not a property of this message' : 'is required';
    case 'min_length':
      return `must have at least ${issue.requirement} items`;
    case 'integer':
      return 'must be an integer';
    case 'array':
      return 'must be an array';
    default:
      return `must be a ${issue.expected}`;
  }
}

const isUnknownProperty = (issue: Issue): boolean => issue.expected === 'never';

/** A name that the sender made up is quoted up to this length. */
const NAME_LENGTH = 50;

function pathOf(issue: Issue): string {
  if (!issue.path) return 'payload';
  const steps = issue.path.map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, NAME_LENGTH)}`,
  );
  return steps.join('').slice(1);
}
