import { readFileSync, writeFileSync } from 'node:fs';
import { report } from './explorer.ts';
import { isFailure, PAGE, withFigures } from './figures.ts';
import { PLANS, type Section } from './plans.ts';

/**
 * `npm run check:models` explores what `npm test` does, `npm run check:deep` what takes longer. With
 * `--write` the figures go to docs/verification.md. `--most N` cuts at so many states, `--only=NAME` explores
 * one composition, `--section=NAME` those of one table. Exit status 1 if something is violated, or was cut
 * without being told to.
 */
const args = process.argv.slice(2);
const at = args.indexOf('--most');
const most = at === -1 ? 4_000_000 : Number(args[at + 1]);
const only = args.find((it) => it.startsWith('--only='))?.replace('--only=', '');
const section = args.find((it) => it.startsWith('--section='))?.replace('--section=', '');
const all: readonly Section[] = args.includes('--deep')
  ? ['deep', 'deep pair']
  : ['connector', 'pair', 'station'];
const sections = all.filter((it) => (section ?? it) === it);

let failed = false;
for (const current of sections) {
  const plans = PLANS.filter((it) => it.section === current && (only ?? it.name) === it.name);
  const rows = plans.map((plan) => {
    const { found, unending } = plan.run(most);
    console.log([report(found), ...unending].join('\n'));
    failed ||= isFailure(found, unending, at !== -1);
    return { plan, found };
  });
  if (args.includes('--write') && only === undefined)
    writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), current, rows));
}
process.exitCode = failed ? 1 : 0;
