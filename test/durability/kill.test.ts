import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { transactionsOf, unreportedEnergy_Wh } from '../properties/delivered-messages.ts';
import { CentralSystem } from './central-system.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

/**
 * S3 and S4 over twenty power cuts of the real process: each life ends with SIGKILL at a random moment of a
 * charge (after the k-th thing that can be seen from outside), online or offline, and the next one starts on
 * the same data directory. What the central system received over all lives must be whole.
 *
 * This proves the order of storing and sending, and that a restart rebuilds everything from the records. It
 * does not prove that a commit has reached the disk: the page cache of the operating system outlives a killed
 * process. That `synchronous=FULL` is in force is asserted where the database is opened.
 */
const LIVES = 20;
const SEED = 20_261_122;
/** More than the moments of the longest charge: some lives see all of it. */
const MOST_MOMENTS = 45;

class PowerCut extends Error {}

/** Counts what can be seen of one life, and cuts the power at its last moment. */
class Life {
  readonly central: CentralSystem;
  readonly station: StationProcess;
  readonly cut: Promise<never>;
  #left: number;

  constructor(central: CentralSystem, station: StationProcess, moments: number) {
    this.central = central;
    this.station = station;
    this.#left = moments;
    const unwatch = central.watch(() => this.moment());
    this.cut = station.exited.then(() => {
      unwatch();
      throw new PowerCut();
    });
    this.cut.catch(() => {});
  }

  moment(): void {
    this.#left -= 1;
    if (this.#left === 0) this.station.signal('SIGKILL');
  }

  /** The result of something that is awaited, or the power cut. */
  async see<T>(awaited: Promise<T>): Promise<T> {
    const seen = await Promise.race([awaited, this.cut]).catch(async (error) => {
      // The connection of a call breaks before the end of the process is known.
      if (this.#left <= 0) await this.cut;
      throw error;
    });
    this.moment();
    return seen;
  }
}

/** One charge, from the start of the process to the answer to StopTransaction. */
async function charge(life: Life, card: string, offline: boolean): Promise<void> {
  const { central, station } = life;
  const next = (action: string) =>
    central.next(
      (it) => it.kind === 'answered' && it.call.action === action && it.call.life === central.life,
    );
  const accepted = next('BootNotification');
  await life.see(station.ready());
  await life.see(accepted);
  const connectorId = 1 + (central.life % 2);
  const at = (call: string) => `/connectors/${connectorId}/${call}`;
  const { connectors } = await life.see(station.benchState());
  await life.see(station.bench(at('vehicle'), { reactionMs: 20 }));
  if (connectors[connectorId - 1]?.plugged) await life.see(station.bench(at('unplug')));
  await life.see(station.bench(at('plug')));
  const started = next('StartTransaction');
  await life.see(station.bench('/rfid', { idTag: card }));
  await life.see(started);
  if (offline) {
    const gone = central.next((it) => it.kind === 'disconnected');
    await life.see(station.bench('/link', { state: 'down' }));
    await life.see(gone);
  } else await life.see(next('MeterValues'));
  const stopped = next('StopTransaction');
  await life.see(station.bench('/rfid', { idTag: card }));
  if (offline) await life.see(station.bench('/link', { state: 'up' }));
  await life.see(stopped);
}

/** @returns the exit of a life that ended by its power cut, or else by the one at its end. */
async function live(life: Life, card: string, offline: boolean): Promise<void> {
  try {
    await charge(life, card, offline);
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
  }
  expect(await life.station.kill()).toEqual({ code: null, signal: 'SIGKILL' });
}

describe('the station process, killed twenty times in a charge', () => {
  it(`delivers every transaction once and in order (seed ${SEED})`, { timeout: 180_000 }, async () => {
    const random = new SeededRandom(SEED);
    const central = await CentralSystem.start();
    const data = dataDirectory();
    const options = ['--http', '127.0.0.1:0', '--profile', 'open', '--csms', central.url, '--data', data];
    const settings = ['--set', 'MeterValueSampleInterval=1', '--set', 'TransactionMessageRetryInterval=0'];
    const start = () => new StationProcess([...options, ...settings]);
    const charging = new Set<string>();
    central.watch((it) => {
      if (it.kind === 'received' && it.call.action === 'StartTransaction')
        charging.add(String(it.call.payload.idTag));
    });

    for (let life = 1; life <= LIVES; life++) {
      central.life = life;
      const moments = 1 + Math.floor(random.fraction() * MOST_MOMENTS);
      const offline = random.fraction() < 0.4;
      await live(new Life(central, start(), moments), `CARD-${life}`, offline);
    }

    // One more life, to deliver what is left.
    central.life = LIVES + 1;
    const booted = central.next((it) => it.kind === 'answered' && it.call.action === 'BootNotification');
    const station = await start().ready();
    await booted;
    while (await isBusy(station));
    const { transactions, violations } = transactionsOf(central.delivered);
    const registers = (await station.benchState()).connectors;
    await station.kill();

    expect(violations).toEqual([]);
    expect(central.misfits).toEqual([]);
    expect(new Set(transactions.map(({ idTag }) => idTag))).toEqual(charging);
    expect(unreportedEnergy_Wh(transactions, registers)).toEqual([0, 0]);
    const reasons = new Set(transactions.map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(['PowerLoss', 'Local']));
    expect(transactions.length).toBeGreaterThan(LIVES / 2);
  });
});

/** A transaction is open, or its messages are not delivered yet. */
async function isBusy(station: StationProcess): Promise<boolean> {
  const { connectors, queue } = await station.status();
  return queue.length > 0 || connectors.some(({ transaction }) => transaction !== null);
}
