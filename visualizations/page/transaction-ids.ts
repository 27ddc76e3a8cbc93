import type { CascadeItem, RecordedItem, Scene, WireItem } from '../live/frames.ts';
import { frameOf } from './frame-of.ts';

const ACTOR = /^transaction-(\d+)$/;
type Payload = Readonly<Record<string, unknown>>;

/**
 * Which transactions an item is about, by the station's own numbers. Frames name them as the central system
 * does: what it calls a transaction stands in the answer to its StartTransaction.
 */
export class TransactionIds {
  /** Messages that wait for their answer. */
  readonly #asked = new Map<string, number>();
  readonly #own = new Map<number, number>();

  of(item: RecordedItem, scene: Scene): readonly number[] {
    return item.kind === 'wire' ? this.#ofFrame(item, scene) : ofActors(item);
  }

  #ofFrame({ text }: WireItem, scene: Scene): readonly number[] {
    const [type, messageId, third, fourth] = frameOf(text);
    const key = String(messageId);
    if (type !== 2) {
      const own = this.#asked.get(key);
      if (own === undefined) return [];
      this.#asked.delete(key);
      const { transactionId } = (third ?? {}) as Payload;
      if (typeof transactionId === 'number') this.#own.set(transactionId, own);
      return [own];
    }
    const { transactionId, connectorId } = (fourth ?? {}) as Payload;
    const own =
      third === 'StartTransaction'
        ? runningOn(Number(connectorId), scene)
        : this.#own.get(Number(transactionId ?? Number.NaN));
    if (own === undefined) return [];
    this.#asked.set(key, own);
    return [own];
  }
}

function ofActors({ to, taken, told, changed, gone }: CascadeItem): readonly number[] {
  const actors = [to, ...taken.map(({ actor }) => actor), ...told.map((it) => it.to)];
  const numbers = [...actors, ...Object.keys(changed), ...gone].flatMap((actor) => {
    const [, own] = ACTOR.exec(actor) ?? [];
    return own === undefined ? [] : [Number(own)];
  });
  return [...new Set(numbers)];
}

function runningOn(connectorId: number, { actors }: Scene): number | undefined {
  const running = Object.entries(actors).filter(([, { parent }]) => parent === `connector-${connectorId}`);
  const [, own] = running.map(([actor]) => ACTOR.exec(actor)).find((it) => it !== null) ?? [];
  return own === undefined ? undefined : Number(own);
}
