import type { RecordedItem, Scene, WireItem } from '../live/frames.ts';
import { connectorOf } from './connector-of.ts';
import { frameOf } from './frame-of.ts';

const CONNECTOR_ID = /"connectorId":(\d+)/g;
const named = (text: string): readonly number[] =>
  [...text.matchAll(CONNECTOR_ID)].map(([, id]) => Number(id));
/** So many messages wait for their answers. */
const MOST_ASKED = 5_000;

/**
 * Which connectors an item is about: by the actors it reached first, by what it says, and by the connector of
 * its transaction. An answer is about what was asked.
 */
export class ItemConnectors {
  readonly #asked = new Map<string, readonly number[]>();
  /** By the station's own number. */
  readonly #ofTransaction = new Map<number, readonly number[]>();

  of(item: RecordedItem, transactions: readonly number[], scenes: readonly Scene[]): readonly number[] {
    const found = item.kind === 'wire' ? this.#ofFrame(item, transactions) : ofCascade(item, scenes);
    return [...new Set(found)];
  }

  #ofFrame({ text }: WireItem, transactions: readonly number[]): readonly number[] {
    const [type, messageId] = frameOf(text);
    const key = String(messageId);
    if (type !== 2) {
      const asked = this.#asked.get(key) ?? [];
      this.#asked.delete(key);
      return [...named(text), ...asked];
    }
    const said = named(text);
    if (said.length > 0) for (const it of transactions) this.#ofTransaction.set(it, said);
    const about = [...said, ...transactions.flatMap((it) => this.#ofTransaction.get(it) ?? [])];
    this.#asked.set(key, about);
    if (this.#asked.size > MOST_ASKED) this.#asked.delete(this.#asked.keys().next().value ?? '');
    return about;
  }
}

function ofCascade(
  { event, ports, to, taken }: Extract<RecordedItem, { kind: 'cascade' }>,
  scenes: readonly Scene[],
): readonly number[] {
  const owners = [to, ...taken.map(({ actor }) => actor)].map((actor) => connectorOf(actor, ...scenes));
  return [...named(JSON.stringify([event, ports])), ...owners.filter((id) => id !== null)];
}
