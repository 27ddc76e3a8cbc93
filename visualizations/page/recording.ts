import type { RecordedItem, Scene, StationAbout, StatusFrame } from '../live/frames.ts';
import { frameOf } from './frame-of.ts';
import { ItemConnectors } from './item-connectors.ts';
import { afterItem, EMPTY_SCENE } from './scene.ts';
import { type Sequence, sequenceOf } from './sequence.ts';
import { leafChanges } from './state-value.ts';
import { TransactionIds } from './transaction-ids.ts';

/** An actor that changed its state in a cascade. */
export type StateChange = {
  readonly actor: string;
  readonly left: readonly string[];
  readonly entered: readonly string[];
};

/** An item with what it did, seen from the scene before it. */
export type Entry = {
  readonly item: RecordedItem;
  readonly changes: readonly StateChange[];
  /** The action of a frame; of an answer, the one that was asked. Empty for a cascade. */
  readonly action: string;
  readonly connectors: readonly number[];
  /** Transactions it is about, by the station's own numbers. */
  readonly transactions: readonly number[];
  readonly sequence: Sequence;
};

/** How many items the page of a station keeps at least, and of a file. */
const CAPACITY = 5_000;
export const FILE_CAPACITY = 50_000;
/** Actions of so many messages are known for their answers. */
const ACTIONS = 5_000;
/** A scene is kept before each so many items: travelling in time plays at most so many. */
const STRIDE = 100;

/** The window of time that the page knows, and the scene at each moment in it. */
export class Recording {
  readonly #capacity: number;
  #entries: Entry[] = [];
  /** Scenes before entries 0, STRIDE, 2 STRIDE… */
  #checkpoints: Scene[] = [];
  #base: Scene = EMPTY_SCENE;
  #last: Scene = EMPTY_SCENE;
  #statuses: StatusFrame[] = [];
  readonly #actions = new Map<string, string>();
  readonly #transactions = new TransactionIds();
  readonly #connectors = new ItemConnectors();

  constructor(capacity = CAPACITY) {
    this.#capacity = capacity;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get last(): Scene {
    return this.#last;
  }

  /** Begins anew, or goes on: what is known from before and joins without a gap is kept. */
  begin(base: Scene, items: readonly RecordedItem[]): void {
    const lastKnown = this.#entries.at(-1)?.item.n ?? 0;
    const [first] = items;
    const known = this.#entries.find(({ item }) => item.n === first?.n);
    const goesOn = first && (known ? same(known.item, first) : first.n === lastKnown + 1);
    if (!goesOn) this.#clear(base);
    for (const item of items) if (!goesOn || item.n > lastKnown) this.add(item);
  }

  add(item: RecordedItem): Entry {
    if (this.#entries.length % STRIDE === 0) this.#checkpoints.push(this.#last);
    const before = this.#last;
    this.#last = afterItem(before, item);
    const changes = changesOf(before, item);
    const action = this.#actionOf(item);
    const transactions = this.#transactions.of(item, before);
    const connectors = this.#connectors.of(item, transactions, [before, this.#last]);
    const sequence = sequenceOf(item, { changes, action, scenes: [before, this.#last] });
    const entry = { item, changes, connectors, transactions, action, sequence };
    this.#entries.push(entry);
    if (this.#entries.length > this.#capacity + STRIDE) this.#fold();
    return entry;
  }

  status(frame: StatusFrame): void {
    this.#statuses.push(frame);
    if (this.#statuses.length > this.#capacity) this.#statuses.splice(0, STRIDE);
  }

  /** The last status at or before a moment; null: none is known. */
  statusAt(monotonic_ms: number): StatusFrame | null {
    return this.#statuses.findLast((frame) => frame.monotonic_ms <= monotonic_ms) ?? null;
  }

  get lastStatus(): StatusFrame | null {
    return this.#statuses.at(-1) ?? null;
  }

  get statuses(): readonly StatusFrame[] {
    return this.#statuses;
  }

  entryOf(n: number): Entry | null {
    return this.#entries[this.#indexOf(n)] ?? null;
  }

  /** The items up to and including `n`; null: all. */
  entriesUntil(n: number | null): readonly Entry[] {
    return n === null ? this.#entries : this.#entries.slice(0, this.#indexOf(n) + 1);
  }

  /** The scene after item `n`. */
  sceneAfter(n: number): Scene {
    const index = this.#indexOf(n);
    if (index < 0) return this.#last;
    const from = Math.floor(index / STRIDE);
    const played = this.#entries.slice(from * STRIDE, index + 1);
    return played.reduce((scene, { item }) => afterItem(scene, item), this.#checkpoints[from] ?? this.#base);
  }

  /** JSON lines: what the station is, then every item. */
  toLines(about: StationAbout | null): string {
    const head = { kind: 'recording', version: 1, about, base: this.#base };
    return [head, ...this.#statuses, ...this.#entries.map(({ item }) => item)]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
  }

  #clear(base: Scene): void {
    this.#entries = [];
    this.#checkpoints = [];
    this.#statuses = [];
    this.#base = base;
    this.#last = base;
  }

  #indexOf(n: number): number {
    const first = this.#entries[0]?.item.n ?? 0;
    return this.#entries[n - first]?.item.n === n ? n - first : -1;
  }

  #fold(): void {
    this.#base = this.#checkpoints[1] ?? this.#base;
    this.#checkpoints.shift();
    this.#entries.splice(0, STRIDE);
  }

  #actionOf(item: RecordedItem): string {
    if (item.kind !== 'wire') return '';
    const [type, messageId, action] = frameOf(item.text);
    const key = String(messageId);
    if (type !== 2) return this.#actions.get(key) ?? '';
    this.#actions.set(key, String(action));
    if (this.#actions.size > ACTIONS) this.#actions.delete(this.#actions.keys().next().value ?? '');
    return String(action);
  }
}

const same = (one: RecordedItem, other: RecordedItem): boolean =>
  one.kind === other.kind && one.monotonic_ms === other.monotonic_ms;

function changesOf(before: Scene, item: RecordedItem): StateChange[] {
  if (item.kind !== 'cascade') return [];
  const changes = Object.entries(item.changed).map(([actor, state]) => ({
    actor,
    ...leafChanges(before.actors[actor]?.value, state.value),
  }));
  const gone = item.gone.map((actor) => ({ actor, left: ['gone'], entered: [] }));
  return [...changes, ...gone].filter(({ left, entered }) => left.length > 0 || entered.length > 0);
}
