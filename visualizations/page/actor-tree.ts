import type { Scene } from '../live/frames.ts';
import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import { leafPaths } from './state-value.ts';

type Branch = { readonly actor: string; readonly children: readonly Branch[] };

/** The ownership tree: who lives, whose child it is. */
export function branchesOf({ actors }: Scene, parent: string | null = null): Branch[] {
  return Object.entries(actors)
    .filter(([, state]) => state.parent === parent)
    .map(([actor]) => ({ actor, children: branchesOf({ actors, timers: [] }, actor) }));
}

/** The tree of all actors; a tick chooses which of them are drawn. */
export class ActorTree {
  readonly #model: PageModel;
  readonly #root = byId('tree');
  #shape = '';

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { scene, chosen, selectedEntry } = this.#model;
    const branches = branchesOf(scene);
    const shape = JSON.stringify(branches);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#root.replaceChildren(this.#list(branches));
    }
    const item = selectedEntry?.item;
    const touched = item?.kind === 'cascade' ? Object.keys(item.changed) : [];
    for (const row of this.#root.querySelectorAll<HTMLElement>('[data-actor]')) {
      const actor = row.dataset.actor ?? '';
      const box = row.querySelector('input');
      if (box) box.checked = chosen.includes(actor);
      const words = leafPaths(scene.actors[actor]?.value).join(', ');
      const value = row.querySelector('small');
      if (value && value.textContent !== words) value.textContent = words;
      row.classList.toggle('touched', touched.includes(actor));
    }
  }

  #list(branches: readonly Branch[]): HTMLElement {
    return h('ul', {}, ...branches.map(({ actor, children }) => this.#item(actor, children)));
  }

  #item(actor: string, children: readonly Branch[]): HTMLElement {
    const toggle = (): void => {
      const { chosen } = this.#model;
      this.#model.choose(chosen.includes(actor) ? chosen.filter((it) => it !== actor) : [...chosen, actor]);
    };
    const box = h('input', { type: 'checkbox', change: toggle });
    const label = h('label', { 'data-actor': actor }, box, h('span', {}, actor), h('small', {}));
    return h('li', {}, label, children.length > 0 && this.#list(children));
  }
}
