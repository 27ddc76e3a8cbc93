import type { Delivered } from '../../properties/delivered-messages.ts';
import type { CentralSystem } from '../central-system.ts';
import type { StationProcess } from '../station-process.ts';
import { CHANGED_KEY, isMeant, type KillPoint, nameOf } from './kill-point.ts';

/** What happens in a life until it is ended. */
export type Plan = {
  readonly killPoint: KillPoint;
  /** How many samples the charges wait for. */
  readonly samples: number;
  /** The link goes down in the charges, and stays down. */
  readonly offline: boolean;
  /** It comes up again before the end: that takes the station some seconds. */
  readonly backOnline: boolean;
};

/** The process is gone. */
class Ended extends Error {}

/** Codes of a call of the bench that the end of the process has cut off. */
const CUT_OFF = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);

/**
 * One life of the station: both connectors charge, one by card and one by remote start, a configuration key
 * is changed, both are stopped. It ends at its kill point, or else when all of that is done.
 */
export class Life {
  readonly number: number;
  readonly #central: CentralSystem;
  readonly #station: StationProcess;
  readonly #plan: Plan;
  readonly #ended: Promise<never>;
  /** The message at which the central system killed the process. */
  killedAt: Delivered | null = null;
  #reached = 0;

  constructor(number: number, central: CentralSystem, station: StationProcess, plan: Plan) {
    this.number = number;
    this.#central = central;
    this.#station = station;
    this.#plan = plan;
    this.#ended = station.exited.then(() => {
      throw new Ended();
    });
    this.#ended.catch(() => {});
    central.life = number;
    central.ignores = (call) => this.#isKilledAt(call);
  }

  /** @returns the last value of the configuration key whose change was accepted; null: none was. */
  async live(): Promise<string | null> {
    let changed: string | null = null;
    try {
      await this.#boot();
      await this.#startOn(this.#byCard);
      changed = await this.#change();
      await this.#startOn(this.#byRemote);
      for (let n = 0; n < this.#plan.samples; n++) await this.#see(this.#next('MeterValues'));
      if (this.#plan.offline) await this.#offline();
      else await this.#stopBoth();
    } catch (error) {
      if (error instanceof Ended) return changed;
      if (!(error instanceof Error && 'code' in error && CUT_OFF.has(String(error.code)))) throw error;
      // The connection of a call breaks before the end of the process is known.
      await this.#ended.catch(() => {});
    }
    return changed;
  }

  get #byCard(): number {
    return 1 + (this.number % 2);
  }

  get #byRemote(): number {
    return 3 - this.#byCard;
  }

  #isKilledAt(call: Delivered): boolean {
    const { killPoint } = this.#plan;
    if (killPoint.point !== 'unanswered' || call.life !== this.number || this.killedAt) return false;
    const name = nameOf(call.action, call.payload);
    if (!isMeant(killPoint, name) || (name === 'MeterValues' && !('transactionId' in call.payload)))
      return false;
    this.#reached += 1;
    if (this.#reached < killPoint.nth) return false;
    this.killedAt = call;
    this.#station.signal('SIGKILL');
    return true;
  }

  /** The result of something that is awaited, or the end of the process. */
  #see<T>(awaited: Promise<T>): Promise<T> {
    return Promise.race([awaited, this.#ended]);
  }

  #next(action: string, connectorId?: number): Promise<unknown> {
    return this.#central.next(
      (it) =>
        it.kind === 'answered' &&
        it.call.action === action &&
        it.call.life === this.number &&
        (connectorId === undefined || it.call.payload.connectorId === connectorId),
    );
  }

  #bench(path: string, body: object = {}) {
    return this.#see(this.#station.bench(path, body));
  }

  async #boot(): Promise<void> {
    const accepted = this.#next('BootNotification');
    await this.#see(this.#station.ready());
    await this.#see(accepted);
  }

  async #startOn(connectorId: number): Promise<void> {
    const at = (call: string) => `/connectors/${connectorId}/${call}`;
    const { connectors } = await this.#bench(at('vehicle'), { reactionMs: 20 });
    if (connectors[connectorId - 1]?.plugged) await this.#bench(at('unplug'));
    await this.#bench(at('plug'));
    const started = this.#next('StartTransaction', connectorId);
    if (connectorId === this.#byCard) await this.#bench('/rfid', { idTag: this.#card });
    else await this.#call('RemoteStartTransaction', { connectorId, idTag: `REMOTE-${this.number}` });
    await this.#see(started);
  }

  get #card(): string {
    return `CARD-${this.number}`;
  }

  /** @returns what the central system was told; the process may end before it is. */
  #call(action: string, payload: object): Promise<Record<string, unknown>> {
    // A connection that ends in the middle of this is one of a process that does.
    const told = this.#central.station!.call(action, payload).catch(() => this.#ended);
    return this.#see(told);
  }

  async #change(): Promise<string | null> {
    const value = String(60 + (this.number % 60));
    const { status } = await this.#call('ChangeConfiguration', { key: CHANGED_KEY, value });
    return status === 'Accepted' ? value : null;
  }

  async #offline(): Promise<void> {
    const gone = this.#central.next((it) => it.kind === 'disconnected');
    await this.#bench('/link', { state: 'down' });
    await this.#see(gone);
    await this.#bench('/rfid', { idTag: this.#card });
    while (await this.#isCharging(this.#byCard));
    if (!this.#plan.backOnline) return;
    const delivered = this.#next('StopTransaction');
    await this.#bench('/link', { state: 'up' });
    await this.#see(delivered);
  }

  async #isCharging(connectorId: number): Promise<boolean> {
    const { connectors } = await this.#see(this.#station.status());
    return connectors.some(({ id, transaction }) => id === connectorId && transaction !== null);
  }

  async #stopBoth(): Promise<void> {
    const remote = (await this.#see(this.#station.status())).connectors[this.#byRemote - 1]?.transaction;
    const first = this.#next('StopTransaction');
    await this.#call('RemoteStopTransaction', { transactionId: remote?.transactionId });
    await this.#see(first);
    const second = this.#next('StopTransaction');
    await this.#bench('/rfid', { idTag: this.#card });
    await this.#see(second);
    // The last answer is stored, too.
    while ((await this.#see(this.#station.status())).queue.length > 0);
  }
}
