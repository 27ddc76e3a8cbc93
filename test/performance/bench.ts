import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureComposition } from './composition.ts';
import { measureDurable } from './durable.ts';
import { measureIdle } from './idle.ts';
import type { Measurement } from './measurement.ts';
import { measureMemory, memoryWindows } from './memory.ts';
import { measureViewers } from './page-viewers.ts';
import { echo, measureReplies } from './replies.ts';
import { measureRestart, measureStart } from './start.ts';

const ENTRY = fileURLToPath(import.meta.url);
const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

const INTRODUCTION = `# Performance

Written by \`npm run bench\`, in one run: each value stands beside a reference measured by the same run on the
same machine, because only their ratio means anything elsewhere. \`npm run bench -- --quick\` measures less
and writes nothing.
`;

function page(sections: ReadonlyMap<string, readonly Measurement[]>): string {
  const [cpu] = cpus();
  const lines = [INTRODUCTION, `${cpus().length} x ${cpu?.model.trim()}, Node ${process.versions.node}.`];
  for (const [title, rows] of sections) {
    lines.push(
      '',
      `## ${title}`,
      '',
      '| what | here | reference | ratio | limited by |',
      '|---|---|---|---|---|',
    );
    for (const { what, value, reference, ratio, limitedBy } of rows)
      lines.push(`| ${what} | ${value} | ${reference} | ${ratio} | ${limitedBy} |`);
  }
  return `${lines.join('\n')}\n`;
}

async function bench(quick: boolean, transactions: number): Promise<void> {
  const sections = new Map<string, readonly Measurement[]>();
  const section = async (title: string, measure: () => Promise<readonly Measurement[]>): Promise<void> => {
    const rows = await measure();
    sections.set(title, rows);
    for (const { what, value, reference, ratio } of rows)
      console.log([what, value, reference, ratio].join(' | '));
  };
  await section('Answers', () => measureReplies(ENTRY, quick ? 300 : 3_000));
  await section('What is stored first', () => measureDurable(quick ? 40 : 400));
  await section('Start', () => measureStart(quick ? 3 : 15));
  await section('Queue', () => measureRestart(quick ? [0, 1_000] : [0, 1_000, 10_000]));
  await section('Memory', async () => [
    ...(await measureIdle()),
    ...(await measureMemory(ENTRY, transactions)),
  ]);
  await section('Charging profiles', () => measureComposition(quick ? 5 : 30));
  await section('The page', async () => {
    const viewers = await measureViewers(quick ? 1_000 : 10_000);
    // Not before: the driver of the browser would be part of the heap that is measured above.
    const { measureBrowser } = await import('./page-browser.ts');
    return [...viewers, ...(await measureBrowser(quick ? 3 : 10))];
  });
  if (!quick) writeFileSync(PAGE, page(sections));
}

const [mode = '', ...rest] = process.argv.slice(2);
if (mode === 'echo') await echo(rest[0]!, JSON.parse(rest[1]!));
else if (mode === 'memory') await memoryWindows(Number(rest[0]));
else {
  const quick = process.argv.includes('--quick');
  const given = process.argv.find((it) => it.startsWith('--transactions='))?.split('=')[1];
  await bench(quick, Number(given ?? (quick ? 300 : 10_000)));
}
