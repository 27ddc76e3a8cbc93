import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from '../../machines/vocabulary/secret.ts';

it('a secret leaves only by reveal: not as JSON, text, inspection, spread, keys or clone (S12)', () => {
  const secret = new Secret('hunter2');
  const seen = [
    JSON.stringify({ secret }),
    `${secret}`,
    String(secret),
    inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    format('%s %o %O %j', secret, secret, secret, secret),
    JSON.stringify({ ...secret }),
    Object.keys(secret).join() + Object.getOwnPropertyNames(secret).join(),
    JSON.stringify(structuredClone(secret)),
  ].join('\n');
  expect(seen).toContain('[secret]');
  expect(seen).not.toContain('hunter2');
  expect(secret.reveal()).toBe('hunter2');
});
