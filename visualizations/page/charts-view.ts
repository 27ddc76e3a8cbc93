import { ChartTile } from './chart-tile.ts';
import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import type { Entry } from './recording.ts';

/** The chosen actors side by side, in the order they were chosen. */
export class ChartsView {
  readonly #model: PageModel;
  readonly #root = byId('tiles');
  #tiles: ChartTile[] = [];

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { chosen, scene } = this.#model;
    const before = this.#tiles;
    const machineOf = (actor: string): string | null => scene.actors[actor]?.machine ?? null;
    const stays = ({ actor, machine, isOutOfDate }: ChartTile): boolean =>
      !isOutOfDate &&
      chosen.includes(actor) &&
      (scene.actors[actor] === undefined || machineOf(actor) === machine);
    for (const tile of before) if (!stays(tile)) tile.remove();
    this.#tiles = chosen.flatMap((actor) => {
      const known = before.find((tile) => tile.actor === actor && stays(tile));
      if (known) return [known];
      if (!this.#canShow(actor)) return [];
      const close = (): void => this.#model.choose(this.#model.chosen.filter((it) => it !== actor));
      return [new ChartTile(this.#model, actor, machineOf(actor), close)];
    });
    if (before.length !== this.#tiles.length || before.some((tile, index) => tile !== this.#tiles[index]))
      this.#place();
    for (const tile of this.#tiles) tile.update();
  }

  arrived({ item }: Entry): void {
    if (item.kind !== 'cascade' || !this.#model.isPresent) return;
    for (const tile of this.#tiles)
      tile.flash(item.taken.filter(({ actor }) => actor === tile.actor).map(({ edge }) => edge));
  }

  /** The statecharts may not have arrived yet. */
  #canShow(actor: string): boolean {
    const state = this.#model.scene.actors[actor];
    return (
      state !== undefined && (state.machine === null || this.#model.machines[state.machine] !== undefined)
    );
  }

  #place(): void {
    const none = h('p', { class: 'hint' }, 'Choose an actor to see its statechart.');
    this.#root.replaceChildren(
      ...(this.#tiles.length > 0 ? this.#tiles.map(({ element }) => element) : [none]),
    );
    this.#root.dataset.count = String(this.#tiles.length);
  }
}
