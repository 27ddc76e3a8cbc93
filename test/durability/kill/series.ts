import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Delivered,
  type ToldTransaction,
  transactionsOf,
  unreportedEnergy_Wh,
} from '../../properties/delivered-messages.ts';
import { CentralSystem } from '../central-system.ts';
import { dataDirectory, type Exit, StationProcess } from '../station-process.ts';
import { type Disk, readDisk } from './disk.ts';
import type { Ending } from './evidence.ts';
import {
  KILL_POINT,
  type KillPoint,
  LAST_WORDS_FILE,
  type LastWords,
  PLANTED_BUG,
  type PlantedBug,
} from './kill-point.ts';
import { Life, type Plan } from './life.ts';

const KILLED_STATION = fileURLToPath(new URL('./killed-station.ts', import.meta.url));
const SETTINGS: readonly string[] = [
  ...['--http', '127.0.0.1:0', '--profile', 'open'],
  ...['--set', 'MeterValueSampleInterval=1', '--set', 'TransactionMessageRetryInterval=0'],
];

export type SeriesResult = {
  readonly endings: readonly Ending[];
  readonly exits: readonly Exit[];
  readonly delivered: readonly Delivered[];
  readonly transactions: readonly ToldTransaction[];
  /** Of S3 and S4. */
  readonly violations: readonly string[];
  /** Messages that the official schemas refuse. */
  readonly misfits: readonly string[];
  /** S4: what no transaction reports, by connector. */
  readonly unreported_Wh: readonly number[];
};

/**
 * Lives on one data directory with one central system, and one more, in which all that is left is delivered.
 */
export class Series {
  readonly #central: CentralSystem;
  readonly #data = dataDirectory();
  readonly #bug: PlantedBug | null;
  readonly #endings: Ending[] = [];
  readonly #exits: Exit[] = [];
  #disk: Disk = { rows: [], configuration: {} };

  private constructor(central: CentralSystem, bug: PlantedBug | null) {
    this.#central = central;
    this.#bug = bug;
  }

  /** @param bug what is wrong with the station of these lives. */
  static async run(plans: readonly Plan[], bug: PlantedBug | null = null): Promise<SeriesResult> {
    const series = new Series(await CentralSystem.start(), bug);
    for (const plan of plans) await series.#live(plan);
    return series.#deliverTheRest();
  }

  #start(killPoint: KillPoint | null, lastWords: string): StationProcess {
    const options = [...SETTINGS, '--csms', this.#central.url, '--data', this.#data];
    const environment = {
      [LAST_WORDS_FILE]: lastWords,
      ...(killPoint ? { [KILL_POINT]: JSON.stringify(killPoint) } : {}),
      ...(this.#bug ? { [PLANTED_BUG]: this.#bug } : {}),
    };
    return new StationProcess(options, environment, KILLED_STATION);
  }

  async #live(plan: Plan): Promise<void> {
    const number = this.#endings.length + 1;
    const file = join(this.#data, `last-words-${number}.json`);
    const station = this.#start(plan.killPoint, file);
    const life = new Life(number, this.#central, station, plan);
    const changed = await life.live();
    this.#exits.push(await station.kill());
    await this.#central.disconnected();
    const diskBefore = this.#disk;
    this.#disk = readDisk(this.#data);
    this.#endings.push({
      target: plan.killPoint.point === 'anywhere' ? null : plan.killPoint,
      ...{ life: number, changed, diskBefore, disk: this.#disk, killedAt: life.killedAt },
      lastWords: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LastWords) : null,
      delivered: [...this.#central.delivered],
    });
  }

  async #deliverTheRest(): Promise<SeriesResult> {
    const central = this.#central;
    central.life = this.#endings.length + 1;
    central.ignores = () => false;
    const booted = central.next((it) => it.kind === 'answered' && it.call.action === 'BootNotification');
    const station = await this.#start(null, '').ready();
    await booted;
    while (await isBusy(station));
    const registers = (await station.benchState()).connectors;
    await station.kill();
    await central.disconnected();
    const { delivered, misfits } = central;
    const { transactions, violations } = transactionsOf(delivered);
    const unreported_Wh = unreportedEnergy_Wh(transactions, registers);
    const { endings, exits } = { endings: this.#endings, exits: this.#exits };
    return { endings, exits, delivered, transactions, violations, misfits, unreported_Wh };
  }
}

/** A transaction is open, or its messages are not delivered yet. */
async function isBusy(station: StationProcess): Promise<boolean> {
  const { connectors, queue } = await station.status();
  return queue.length > 0 || connectors.some(({ transaction }) => transaction !== null);
}
