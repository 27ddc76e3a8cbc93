import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type VirtualStation, virtualStation } from '../station/virtual-station.ts';
import { type Measurement, MIB, mib } from './measurement.ts';

type Sample = { readonly heap: number; readonly rss: number };
const WINDOWS = 3;

function collected(): Sample {
  if (!globalThis.gc) throw new Error('start this with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}

/** One charge; what the test's own central system remembers of it is forgotten again. */
async function chargeOnce(station: VirtualStation, connectorId: number): Promise<void> {
  station.world.plug(connectorId, { reactionMs: 0 });
  station.world.showCard('TAG1');
  await station.pass_ms(200);
  station.world.showCard('TAG1');
  await station.pass_ms(400);
  station.world.unplug(connectorId);
  await station.pass_ms(200);
  const starts = station.central.of('StartTransaction').length;
  if (starts !== 1 || station.central.of('StopTransaction').length !== 1) throw new Error('no charge');
  station.central.forget();
  station.complaints.length = 0;
}

/** In a process of its own, with --expose-gc: prints what is in use before and after each window. */
export async function memoryWindows(transactions: number): Promise<void> {
  const station = await virtualStation();
  for (let i = 0; i < 200; i++) await chargeOnce(station, (i % 2) + 1);
  const samples = [collected()];
  for (let window = 0; window < WINDOWS; window++) {
    for (let i = 0; i < transactions; i++) await chargeOnce(station, (i % 2) + 1);
    samples.push(collected());
  }
  console.log(JSON.stringify(samples));
}

/** Heap and RSS after forced garbage collection, and whether they grow. */
export async function measureMemory(entry: string, transactions: number): Promise<readonly Measurement[]> {
  const child = spawn(process.execPath, ['--expose-gc', entry, 'memory', String(transactions)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  const samples: readonly Sample[] = JSON.parse(text);
  const heaps = samples.map(({ heap }) => mib(heap)).join(', ');
  const [, first, , last] = samples;
  const slope = ((last?.heap ?? 0) - (first?.heap ?? 0)) / (2 * transactions);
  return [
    {
      what: `heap after collection: warm, then after each of ${WINDOWS} x ${transactions} transactions`,
      value: heaps,
      reference: `RSS ${samples.map(({ rss }) => mib(rss)).join(', ')}`,
      ratio: '',
      limitedBy: 'code and statecharts; what a transaction needs is given back',
    },
    {
      what: 'growth of the heap, second to last window',
      value: `${slope.toFixed(0)} bytes a transaction`,
      reference: '',
      ratio: '',
      limitedBy: '',
    },
  ];
}

/** Resident memory of the real process at rest. */
export function residentBytes(pid: number): number {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * MIB) / 1024;
}
