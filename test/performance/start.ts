import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openStorage } from '../../actors/storage.ts';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { startConfiguration } from '../../machines/rules/configuration.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { BareCentralSystem } from './bare-central-system.ts';
import { MeasuredStation, remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, median, ms, now_ms, ratio, timed_ms } from './measurement.ts';

type Environment = Readonly<Record<string, string>>;

/** Process start to BootNotification on the wire, in ms. */
async function bootTime(data: string, environment: Environment, end: 'kill' | 'stop'): Promise<number> {
  const central = new BareCentralSystem();
  const csms = await central.listen();
  const boot = central.nextOf('BootNotification');
  const began = now_ms();
  const station = new MeasuredStation({ csms, data, environment });
  const { at_ms } = await boot;
  await station[end]();
  central.close();
  return at_ms - began;
}

/** `stop`: ended in order, so that it leaves what it compiled to the next start. */
async function bootTimes(
  count: number,
  environment: () => Environment,
  end: 'kill' | 'stop' = 'kill',
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const data = temporaryDirectory();
    times.push(await bootTime(data, environment(), end));
    remove(data);
  }
  return times;
}

async function emptyProcess(): Promise<void> {
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
}

/** Cold: nothing compiled is kept. Warm: as a second start of the same program. */
export async function measureStart(count: number): Promise<readonly Measurement[]> {
  const empty: number[] = [];
  for (let i = 0; i < count; i++) empty.push(await timed_ms(emptyProcess));
  const cold = await bootTimes(count, () => ({ NODE_DISABLE_COMPILE_CACHE: '1' }));
  await bootTimes(2, () => ({}), 'stop');
  const warm = await bootTimes(count, () => ({}));
  const reference = median(empty);
  const row = (what: string, times: readonly number[], limitedBy: string): Measurement => ({
    what: `process start to BootNotification on the wire, ${what}`,
    value: `${ms(median(times))} (best ${ms(Math.min(...times))})`,
    reference: `${ms(reference)} node -e 0`,
    ratio: ratio(median(times), reference),
    limitedBy,
  });
  return [
    row('no compile cache', cold, 'stripping the types of some 300 files'),
    row(
      'warm compile cache',
      warm,
      'resolving and linking some 300 files, then the first run of every machine',
    ),
  ];
}

const AT = { monotonic_ms: 0, wall_ms: Date.UTC(2026, 0, 1) };
const CHUNK = 250;

/** A data directory as weeks offline leave it. */
function fillQueue(data: string, messages: number): void {
  const configuration = startConfiguration(mx007sc, []);
  if ('mistakes' in configuration) throw new Error(configuration.mistakes.join(' '));
  const certificates = { centralSystemRoot: [], manufacturerRoot: [], chargePoint: null };
  const options = { data, profile: mx007sc, ...configuration, authorizationKey: null, certificates };
  const storage = openStorage(options, new SystemClock(), () => {});
  const transactions = Array.from({ length: messages / 2 }, (_, index) => index + 1);
  for (let from = 0; from < transactions.length; from += CHUNK) {
    const ids = transactions.slice(from, from + CHUNK);
    storage.commit(
      ids.flatMap(
        (id) =>
          [
            {
              type: 'transaction-opened',
              id,
              connectorId: 1,
              idTag: 'TAG1',
              parentIdTag: null,
              reservationId: null,
              meterStart_Wh: 0,
            },
            { type: 'transaction-closed', id },
          ] as const,
      ),
      ids.flatMap(
        (id) =>
          [
            {
              action: 'StartTransaction',
              transaction: id,
              payload: { connectorId: 1, idTag: 'TAG1', meterStart: 0 },
            },
            { action: 'StopTransaction', transaction: id, payload: { meterStop: 0, reason: 'Local' } },
          ] as const,
      ),
      AT,
    );
  }
  storage.close();
}

/** Start with a long queue, and how fast it drains: two messages a transaction. */
export async function measureRestart(sizes: readonly number[]): Promise<readonly Measurement[]> {
  const rows: Measurement[] = [];
  let reference = Number.NaN;
  for (const size of sizes) {
    const data = temporaryDirectory();
    fillQueue(data, size);
    const central = new BareCentralSystem();
    const csms = await central.listen();
    const boot = central.nextOf('BootNotification');
    let stops = 0;
    const drained = central.next(({ action }) => action === 'StopTransaction' && ++stops === size / 2);
    const began = now_ms();
    const station = new MeasuredStation({ csms, data });
    const booted_ms = (await boot).at_ms;
    const start_ms = booted_ms - began;
    if (Number.isNaN(reference)) reference = start_ms;
    rows.push({
      what: `process start to BootNotification with ${size} queued messages`,
      value: ms(start_ms),
      reference: `${ms(reference)} with ${sizes[0]}`,
      ratio: ratio(start_ms, reference),
      limitedBy: 'as without a queue: rows are read one at a time',
    });
    if (size > 0) {
      const drain_s = ((await drained).at_ms - booted_ms) / 1000;
      rows.push({
        what: `transactions a second through the outbox, ${size} queued messages`,
        value: `${(size / 2 / drain_s).toFixed(0)} /s (${drain_s.toFixed(1)} s)`,
        reference: '',
        ratio: '',
        limitedBy: 'an fsync for each acknowledgement: nothing acknowledged is sent twice',
      });
    }
    await station.kill();
    central.close();
    remove(data);
  }
  return rows;
}
