import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as collector from './collected-tests.ts';
import { suiteFiles } from './load-suites.ts';

it('the suites that mutants run through use no more of vitest than the mutator has', () => {
  const files = suiteFiles();
  expect(files.length).toBeGreaterThan(100);
  const beyond = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const [, names = ''] = /import \{([^}]*)\} from 'vitest'/.exec(source) ?? [];
    const used = names.split(',').map((it) => it.trim());
    return used
      .filter((it) => it && !it.startsWith('type ') && !(it in collector))
      .map((it) => `${file}: ${it}`);
  });
  expect(beyond).toEqual([]);
});
