import type { Frame, Scene, StationAbout, StatusFrame } from '../live/frames.ts';
import type { MachineGraph } from '../machine-graph.ts';
import { now_ms } from './browser-time.ts';
import { type Entry, Recording } from './recording.ts';
import type { StationBench, StationStatus } from './station-shapes.ts';

export type Drawing = {
  readonly graph: MachineGraph;
  readonly svg: string | null;
  readonly stale: boolean;
};
export type Machines = Readonly<Record<string, Drawing>>;
export type Link = 'connecting' | 'live' | 'lost' | 'file';

/** What the page knows, and what it looks at. Views listen; nothing of the browser's document is in here. */
export class PageModel {
  recording = new Recording();
  about: StationAbout | null = null;
  machines: Machines = {};
  link: Link = 'connecting';
  /** Frames that were left out for this page since it was opened. */
  dropped = 0;
  /** The item that is looked at; null: the present. */
  selected: number | null = null;
  chosen: readonly string[] = ['connector-1', 'contactor-1'];
  /** Station time minus the browser's, both monotonic. */
  #offset_ms = 0;
  readonly #changed: () => void;
  readonly #arrived: (entry: Entry) => void;

  /**
   * @param on.changed something is different.
   * @param on.arrived an item happened just now.
   */
  constructor(on: { readonly changed: () => void; readonly arrived: (entry: Entry) => void }) {
    this.#changed = on.changed;
    this.#arrived = on.arrived;
  }

  get isPresent(): boolean {
    return this.selected === null && this.link !== 'file';
  }

  get selectedEntry(): Entry | null {
    return this.selected === null ? null : this.recording.entryOf(this.selected);
  }

  get scene(): Scene {
    return this.selected === null ? this.recording.last : this.recording.sceneAfter(this.selected);
  }

  /** Monotonic time of the station at the moment that is looked at. */
  get moment_ms(): number {
    const present = now_ms() + this.#offset_ms;
    if (this.selectedEntry) return this.selectedEntry.item.monotonic_ms;
    return this.link === 'file' ? (this.recording.entries.at(-1)?.item.monotonic_ms ?? 0) : present;
  }

  get #statusFrame(): StatusFrame | null {
    const { entries, lastStatus } = this.recording;
    // What the station said after the last item of a file belongs to its end.
    const isEnd = this.link === 'file' && this.selected === entries.at(-1)?.item.n;
    return this.selected === null || isEnd ? lastStatus : this.recording.statusAt(this.moment_ms);
  }

  get status(): StationStatus | null {
    return (this.#statusFrame?.status ?? null) as StationStatus | null;
  }

  get bench(): StationBench | null {
    return (this.#statusFrame?.bench ?? null) as StationBench | null;
  }

  take(frame: Frame): void {
    switch (frame.kind) {
      case 'hello':
        this.about = frame.about;
        this.#offset_ms = frame.monotonic_ms - now_ms();
        this.recording.begin(frame.base, frame.items);
        if (this.selected !== null && !this.recording.entryOf(this.selected)) this.selected = null;
        break;
      case 'dropped':
        this.dropped += frame.frames;
        break;
      case 'status':
        this.#inStep(frame.monotonic_ms);
        this.recording.status(frame);
        break;
      default:
        this.#inStep(frame.monotonic_ms);
        this.#arrived(this.recording.add(frame));
    }
    this.#changed();
  }

  /** Nothing arrives before it happens: an item that seems to come from the future corrects the offset. */
  #inStep(monotonic_ms: number): void {
    this.#offset_ms = Math.max(this.#offset_ms, monotonic_ms - now_ms());
  }

  /** Nothing arrived, but time has passed. */
  touch(): void {
    if (this.isPresent) this.#changed();
  }

  setLink(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.#changed();
  }

  setMachines(machines: Machines): void {
    this.machines = machines;
    this.#changed();
  }

  /** @param n the item to look at; null: the present. */
  select(n: number | null): void {
    this.selected = n;
    this.#changed();
  }

  choose(actors: readonly string[]): void {
    this.chosen = actors;
    this.#changed();
  }

  /** Shows a recording from a file, without a station. */
  open(recording: Recording, about: StationAbout | null): void {
    this.recording = recording;
    this.about = about;
    this.link = 'file';
    this.select(recording.entries.at(-1)?.item.n ?? null);
  }
}
