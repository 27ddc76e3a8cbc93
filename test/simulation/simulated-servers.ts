import type { LogRequest, SendLog } from '../../actors/send-log.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import { TransferError } from '../../drivers/file-transfer/transfer-error.ts';
import { Dice } from './dice.ts';

type Ending = 'sent' | 'failed' | 'permission-denied' | 'never';
const ENDINGS: readonly Ending[] = ['sent', 'sent', 'sent', 'failed', 'failed', 'permission-denied', 'never'];

/** The servers that logs are sent to: some take them, some refuse, some say nothing. */
export class SimulatedServers {
  /** They take everything. */
  kind = false;
  readonly #clock: StationClock;
  readonly #dice: Dice;
  readonly #reading: (by: 1 | -1) => void;
  readonly #ended: (ending: Ending) => void;

  /** @param reading counts what the station is about to hear. */
  constructor(
    clock: StationClock,
    seed: number,
    reading: (by: 1 | -1) => void,
    ended: (ending: Ending) => void,
  ) {
    this.#clock = clock;
    this.#dice = new Dice(seed);
    this.#reading = reading;
    this.#ended = ended;
  }

  readonly send: SendLog = (_request: LogRequest) => {
    const ending = this.kind ? 'sent' : this.#dice.pick(ENDINGS);
    const takes_ms = this.#dice.whole(0, 60_000);
    this.#ended(ending);
    if (ending === 'never') return new Promise(() => {});
    return new Promise((resolve, reject) => {
      this.#clock.setTimeout(() => {
        this.#reading(1);
        if (ending === 'sent') resolve();
        else reject(new TransferError(ending, 'as simulated'));
        queueMicrotask(() => this.#reading(-1));
      }, takes_ms);
    });
  };
}
