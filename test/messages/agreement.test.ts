import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, CATALOGUE, isAction } from '../../machines/messages/catalogue.ts';
import { type Validated, validateConfirmation, validateRequest } from '../../machines/messages/validate.ts';
import { completeInstances, instances } from './instances.ts';
import { mutated, mutationsOf, pathsIn } from './mutations.ts';
import { officiallyValid, officialSchema, type Part } from './official-schemas.ts';

const parts: readonly Part[] = ['request', 'confirmation'];
const payloads = Object.keys(CATALOGUE)
  .filter(isAction)
  .flatMap((action) => parts.map((part) => ({ action, part })));

const validate = (action: Action, part: Part, payload: unknown): Validated<object> =>
  part === 'request' ? validateRequest(action, payload) : validateConfirmation(action, payload);

function described(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'payload ';
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return `${steps.join('').slice(1)} `;
}

const runs = { seed: 16, numRuns: 300 };

describe.each(payloads)('$action $part agrees with the official schema', ({ action, part }) => {
  const schema = officialSchema(action, part);

  it('on valid payloads, which come out as they went in', () => {
    fc.assert(
      fc.property(instances(schema), (payload) => {
        expect(officiallyValid(action, part, payload)).toBe(true);
        expect(validate(action, part, payload)).toEqual({ ok: true, value: payload });
      }),
      runs,
    );
  });

  it('on every kind of violation at every place, with its code and path', () => {
    for (const instance of fc.sample(completeInstances(schema), { ...runs, numRuns: 3 })) {
      for (const mutation of mutationsOf(schema)) {
        const payload = mutated(instance, mutation.path, mutation.replacement);
        const context = `${mutation.name} at ${described(mutation.path)}`;
        expect(officiallyValid(action, part, payload), context).toBe(false);
        const verdict = validate(action, part, payload);
        expect(verdict, context).toMatchObject({ ok: false, code: mutation.code });
        expect(verdict.ok || verdict.description, context).toContain(described(mutation.path));
      }
    }
  });

  it('on payloads with any value at any place', () => {
    const changes = fc.tuple(instances(schema), fc.nat(), fc.jsonValue({ maxDepth: 1 }));
    fc.assert(
      fc.property(changes, ([instance, place, value]) => {
        const paths = pathsIn(instance);
        const payload = mutated(instance, paths[place % paths.length]!, { value });
        expect(validate(action, part, payload).ok).toBe(officiallyValid(action, part, payload));
      }),
      runs,
    );
  });
});
