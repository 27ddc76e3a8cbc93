import type { World } from '../../drivers/bench/world.ts';
import type { DurableMessage, StationRecords } from '../../machines/vocabulary/records.ts';
import type { Report } from './violations.ts';

/** A reading is at most a second old, and energy flows until the contactor has opened. */
const TOLERANCE_WH = 5;

/**
 * S4 where messages are stored: no register goes back, none is ahead of the meter, and a transaction begins
 * and ends with what the meter shows, if the meter answers.
 */
export class RegisterWatch {
  readonly #world: World;
  readonly #report: Report;
  readonly #latest_Wh = new Map<number, number>();
  readonly #connectors = new Map<number, number>();
  readonly #starts_Wh = new Map<number, number>();

  constructor(world: World, report: Report) {
    this.#world = world;
    this.#report = report;
  }

  committed(messages: readonly DurableMessage[], before: StationRecords): void {
    for (const message of messages) {
      if (message.action === 'SecurityEventNotification') continue;
      const { transaction } = message;
      if (message.action === 'StartTransaction') {
        this.#connectors.set(transaction, message.payload.connectorId);
        this.#starts_Wh.set(transaction, message.payload.meterStart);
        this.#read(transaction, 'meterStart', message.payload.meterStart, true);
      } else if (message.action === 'StopTransaction') {
        const { meterStop } = message.payload;
        if (meterStop < (this.#starts_Wh.get(transaction) ?? 0))
          this.#report('S4', `transaction ${transaction}: meterStop ${meterStop} is less than meterStart`);
        const stored_Wh = before.transactions[transaction]?.lastReading_Wh ?? 0;
        if (meterStop < stored_Wh)
          this.#report(
            'S4',
            `transaction ${transaction}: meterStop ${meterStop} is less than ${stored_Wh} stored`,
          );
        this.#read(transaction, 'meterStop', meterStop, true);
      } else {
        for (const { sampledValue } of message.payload.meterValue)
          for (const { value } of sampledValue) this.#read(transaction, 'a sample', Number(value), false);
      }
    }
  }

  #read(transaction: number, what: string, energy_Wh: number, exact: boolean): void {
    const connectorId = this.#connectors.get(transaction) ?? 0;
    const outlet = this.#world.outlet(connectorId);
    const words = `transaction ${transaction}: ${what} of connector ${connectorId} is ${energy_Wh} Wh`;
    const latest_Wh = this.#latest_Wh.get(connectorId) ?? 0;
    if (energy_Wh < latest_Wh) this.#report('S4', `${words} after ${latest_Wh} Wh`);
    if (energy_Wh > outlet.register_Wh)
      this.#report('S4', `${words}, the meter has ${outlet.register_Wh} Wh`);
    const reliable = !outlet.meterFailing && outlet.stuck === null;
    if (exact && reliable && energy_Wh < outlet.register_Wh - TOLERANCE_WH)
      this.#report('S4', `${words}, the meter has ${outlet.register_Wh} Wh already`);
    this.#latest_Wh.set(connectorId, Math.max(energy_Wh, latest_Wh));
  }
}
