/** For a rule: files in which it must find something, and files with which it must be content. */
export type Fixture = {
  readonly rule: string;
  readonly found: readonly FixtureFile[];
  readonly passes: readonly FixtureFile[];
};
type FixtureFile = readonly [path: string, text: string];

/** Opens a substitution in the text of a template. */
const open = '$' + '{';
const lines = (count: number): string => 'const x = 1;\n'.repeat(count);
const functionOf = (head: string, count: number): string => `${head} {\n${lines(count)}}\n`;

export const FIXTURES: readonly Fixture[] = [
  {
    rule: 'import direction',
    found: [
      ['machines/connector.ts', "import { read } from 'node:fs';"],
      ['machines/rules/x.ts', "import type { Storage } from '../../drivers/storage/storage.ts';"],
      ['machines/rules/x.ts', "export * from 'pino';"],
      ['drivers/clock/x.ts', "import { connector } from '../../machines/connector.ts';"],
      ['drivers/clock/x.ts', "import {\n  type A,\n  connector,\n} from '../../machines/connector.ts';"],
      ['drivers/clock/x.ts', "import type { A } from '../../actors/station.ts';"],
      ['drivers/clock/x.ts', "const x = await import('../../visualizations/x.ts');"],
      ['visualizations/x.ts', "import type { StationClock } from '../drivers/clock/clock.ts';"],
      ['visualizations/x.ts', "import '../actors/station.ts';"],
      ['actors/x.ts', "import { suite } from '../test/drivers/suite.ts';"],
      ['actors/x.ts', "import ELK from 'elkjs/lib/elk.bundled.js';"],
    ],
    passes: [
      ['machines/connector.ts', "import { setup } from 'xstate';\nimport * as v from 'valibot';"],
      ['machines/rules/x.ts', "import { isoTime } from '../vocabulary/instant.ts';"],
      ['drivers/clock/x.ts', "import { isoTime } from '../../machines/vocabulary/instant.ts';"],
      ['drivers/clock/x.ts', "import type { A } from '../../machines/rules/a.ts';"],
      ['drivers/clock/x.ts', "import { type A, type B } from '../../machines/rules/a.ts';"],
      ['actors/main.ts', "import { a } from './a.ts';\nimport { b } from '../drivers/b.ts';"],
      [
        'visualizations/x.ts',
        "import ELK from 'elkjs/lib/elk.bundled.js';\nimport '../machines/connector.ts';",
      ],
      ['test/x.test.ts', "import { station } from '../actors/station.ts';"],
      ['machines/x.ts', "const text = \"import { read } from 'node:fs'\"; // import 'node:fs'"],
    ],
  },
  {
    rule: 'machine purity',
    found: [
      ['machines/a.ts', "sendParent({ type: 'X' })"],
      ['machines/a.ts', "spawnChild('x', { systemId: 'x' })"],
      ['machines/a.ts', "({ system }) => system.get('x')"],
      ['machines/a.ts', "assign(({ spawn }) => ({ child: spawn('x') }))"],
      ['machines/a.ts', 'async () => {}'],
      ['machines/a.ts', 'let x: Promise<void>;'],
      ['machines/a.ts', 'fromPromise(load)'],
      ['machines/a.ts', 'const at = new Date(at_ms);'],
      ['machines/a.ts', 'const at = Date.UTC(2026, 1);'],
      ['machines/a.ts', "console.log('x')"],
      ['machines/a.ts', 'process.env'],
    ],
    passes: [
      ['machines/vocabulary/instant.ts', 'const iso = new Date(wall_ms).toISOString(); Date.UTC(2026, 1);'],
      ['machines/a.ts', "spawnChild('contactor', { id: 'contactor-1' })"],
      ['machines/a.ts', "// no Promise, no spawn\nconst text = 'Promise';"],
      ['machines/a.ts', 'const process = 1;'],
      ['actors/a.ts', 'async () => { await x; }'],
    ],
  },
  {
    rule: 'time and randomness',
    found: [
      ['actors/a.ts', 'const at = Date.now();'],
      ['actors/a.ts', 'const at = new Date();'],
      ['actors/a.ts', 'const at = new Date;'],
      ['actors/a.ts', 'const at = Date();'],
      ['drivers/bench/a.ts', 'const t = performance.now();'],
      ['drivers/bench/a.ts', 'setTimeout(() => {}, 10);'],
      ['drivers/bench/a.ts', 'globalThis.setTimeout(f, 10);'],
      ['drivers/bench/a.ts', 'const later = setTimeout;'],
      ['visualizations/a.ts', 'const id = setInterval(f, 1);'],
      ['test/a.test.ts', 'await new Promise((r) => setImmediate(r));'],
      ['test/a.test.ts', "import { setTimeout as sleep } from 'node:timers/promises';"],
      ['machines/vocabulary/instant.ts', 'Date.now()'],
      ['actors/a.ts', 'Math.random()'],
      ['actors/a.ts', "import { randomUUID } from 'node:crypto';"],
      ['actors/a.ts', 'crypto.randomUUID()'],
      ['actors/a.ts', 'process.hrtime.bigint()'],
      ['actors/a.ts', `const text = \`a ${open} \`b ${open}{ a: Date.now() }} \`} c\`;`],
      ['actors/a.ts', 'const text = 1; /* `${ */ const t = Date.now();'],
    ],
    passes: [
      ['drivers/clock/system-clock.ts', 'Date.now(); setTimeout(f, 1);'],
      ['drivers/random/system-random.ts', 'randomUUID(); Math.random();'],
      ['actors/a.ts', 'this.clock.setTimeout(fire, 10);'],
      ['actors/a.ts', 'const date = new Date(wall_ms);'],
      [
        'test/a.ts',
        'class DiscreteClock { setTimeout(fire: () => void, delay_ms: number): object { return {}; } }',
      ],
      ['test/a.ts', 'const clock = { setTimeout(fire) { return fire; } };'],
      ['test/a.ts', 'const clock = { setTimeout: (fire: () => void) => fire };'],
      ['actors/a.ts', "// Date.now()\nconst text = 'setTimeout(';"],
      ['actors/a.ts', `const text = \`Date.now() ${open}clock.now()} new Date()\`;`],
      ['actors/a.ts', 'const pattern = /Date.now()/;'],
    ],
  },
  {
    rule: 'file sizes',
    found: [
      ['machines/rules/a.ts', lines(401)],
      ['actors/a.ts', lines(81)],
      ['actors/boards/bench.ts', lines(81)],
      ['test/a.ts', `// ${'x'.repeat(108)}`],
    ],
    passes: [
      ['machines/rules/a.ts', lines(400)],
      ['actors/a.ts', lines(80)],
      ['test/a.ts', `// ${'ü'.repeat(107)}`],
      ['docs/a.md', lines(500)],
    ],
  },
  {
    rule: 'function sizes',
    found: [
      ['a.ts', functionOf('function f()', 69)],
      ['a.ts', functionOf('export async function f<T>(a: { b: T }): Promise<{ c: T }>', 69)],
      ['a.ts', functionOf('const f = (a: number): void =>', 69)],
      ['a.ts', `class C {\n${functionOf('  m(a: string): { b: string }[]', 69)}}\n`],
      ['a.ts', `const f = () => ({\n${'  a: 1,\n'.repeat(70)}});\n`],
    ],
    passes: [
      ['a.ts', functionOf('function f()', 68)],
      ['a.ts', functionOf("describe('x', () =>", 200).replace('const x', "it('y', () => {}); const x")],
      ['a.ts', functionOf('if (f(x))', 100)],
      ['a.ts', `const machine = setup({}).createMachine({\n${'  a: 1,\n'.repeat(100)}});\n`],
      ['a.ts', `const a = f(x) ? g(y) : { b: 1 };\n${lines(100)}`],
    ],
  },
  {
    rule: 'glue knows no messages',
    found: [['actors/a.ts', "import type { Boot } from '../machines/messages/core/boot-notification.ts';"]],
    passes: [
      ['actors/a.ts', "import { catalogue } from '../machines/messages/catalogue.ts';"],
      [
        'drivers/bench/a.ts',
        "import type { Boot } from '../../machines/messages/core/boot-notification.ts';",
      ],
    ],
  },
  {
    rule: 'flat files are statecharts',
    found: [
      ['machines/selection.ts', 'export const selection = setup({}).createMachine({});'],
      ['machines/connector.ts', 'export const connector = 1;'],
      ['machines/charge-point.ts', 'export const station = setup({}).createMachine({});'],
    ],
    passes: [
      ['machines/charge-point.ts', 'export const chargePoint = setup({}).createMachine({});'],
      ['machines/registry.ts', 'export const registry = {};'],
      ['machines/connector/session.ts', 'export const session = {};'],
    ],
  },
  {
    rule: 'no test is left out',
    found: [
      ['test/a.test.ts', "it.only('x', () => {});"],
      ['test/a.test.ts', "describe.skip('x', () => {});"],
      ['test/a.test.ts', "it.concurrent.only('x', () => {});"],
      ['test/a.test.ts', "test.todo('x');"],
      ['test/a.test.ts', "xit('x', () => {});"],
    ],
    passes: [
      ['test/a.test.ts', "it.each([1])('only skip todo', () => {});"],
      ['actors/a.ts', 'cursor.skip(1); const only = list.only;'],
    ],
  },
  {
    rule: 'no escape hatches',
    found: [
      ['a.ts', 'const x = y as any;'],
      ['a.ts', '// @ts-ignore'],
      ['a.ts', '/* @ts-expect-error because */'],
      ['a.ts', '// biome-ignore lint: because'],
      ['a.ts', '// TODO later'],
    ],
    passes: [
      ['a.ts', "const x = y as unknown;\nconst text = '@ts-ignore';"],
      ['a.ts', '// take as any other value'],
    ],
  },
  {
    rule: 'kebab-case',
    found: [
      ['machines/rules/callQueue.ts', ''],
      ['drivers/CsmsSocket/socket.ts', ''],
      ['test/rules/call_queue.test.ts', ''],
      ['test/rules/TC_003_CS.test.ts', ''],
      ['test/conformance/TC_3_CS.test.ts', ''],
    ],
    passes: [
      ['machines/rules/call-queue.ts', ''],
      ['test/rules/call-queue.test.ts', ''],
      ['test/rules/call-queue.property.test.ts', ''],
      ['test/conformance/TC_003_CS.test.ts', ''],
      ['test/conformance/TC_005_2_CS.test.ts', ''],
      ['vitest.config.ts', ''],
      ['README.md', ''],
    ],
  },
  {
    rule: 'names say something',
    found: [
      ['machines/rules/utils.ts', ''],
      ['drivers/helpers/x.ts', ''],
      ['drivers/call-manager.ts', ''],
      ['actors/a.ts', 'export class SessionManager {}'],
    ],
    passes: [
      ['machines/rules/call-queue.ts', 'export const callQueue = 1;'],
      ['docs/service.md', ''],
    ],
  },
  {
    rule: 'no barrel files',
    found: [
      ['machines/rules/index.ts', 'export const a = 1;'],
      ['machines/rules/all.ts', "export * from './a.ts';\nexport { b, type C } from './b.ts';"],
      ['machines/rules/all.ts', "export type { C } from './b.ts';"],
    ],
    passes: [
      ['machines/rules/a.ts', "export { b } from './b.ts';\nexport const a = 1;"],
      ['machines/rules/a.ts', "import './b.ts';"],
    ],
  },
  {
    rule: 'no forbidden words',
    found: [
      ['README.md', `see ${['/wo', 'rk/'].join('')}x`],
      ['.ci/run', `npm ci --registry https://${['regis', 'try.npmjs'].join('')}.org`],
      ['docs/a.md', `written by a ${['Sub', 'agent'].join('')}`],
    ],
    passes: [['README.md', 'The work is licensed; see network/ and the registry of statecharts.']],
  },
];
