export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const KEY_STEP = 0.12;
const ZOOM_STEP = 1.25;
const MIN_SCALE = 0.05;
const MAX_SCALE = 3;
const READABLE = 0.85;

type Point = { readonly x: number; readonly y: number };

/**
 * Moves a picture in its frame by wheel, drag, two fingers and keys. It has its natural size and is moved by
 * a CSS transform: the viewBox would have the browser lay out every text of the picture for each step.
 */
export class PanZoom {
  readonly #frame: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #whole: Box;
  readonly #pointers = new Map<number, Point>();
  #view: Box;
  #placed = false;
  /** Width and height in px, told by `resized`: asking the browser would make it lay out the page. */
  #frameSize: readonly [number, number] = [0, 0];
  /** A person moved the picture. */
  onMoved: () => void = () => {};

  /** @param frame shows a part of the picture; it has the focus, and takes wheel, pointer and keys. */
  constructor(frame: HTMLElement, picture: SVGSVGElement, whole: Box) {
    this.#frame = frame;
    this.#svg = picture;
    this.#whole = whole;
    this.#view = whole;
    this.#listen();
  }

  /** The whole picture. */
  showAll(): void {
    this.show(this.#whole);
  }

  /** The part of the picture in `box`, with some room around it, never larger than life. */
  show(box: Box): void {
    if (!this.#isShown) return;
    this.#placed = true;
    this.#endGlide();
    const [width, height] = this.#size();
    const scale = Math.min(1.1, width / (box.width + 60), height / (box.height + 60));
    const [w, h] = [width / scale, height / scale];
    this.#set({ x: box.x + box.width / 2 - w / 2, y: box.y + box.height / 2 - h / 2, width: w, height: h });
  }

  /**
   * Brings a box into the middle at a scale where it can be read; smoothly, if something was shown before: by
   * a transition of the style sheet, which the browser carries out without painting each step anew.
   */
  glideTo(box: Box, scale = READABLE): void {
    if (!this.#isShown) return;
    const [width, height] = this.#size();
    const [w, h] = [width / scale, height / scale];
    const to = { x: box.x + box.width / 2 - w / 2, y: box.y + box.height / 2 - h / 2, width: w, height: h };
    this.#svg.classList.toggle('gliding', this.#placed);
    this.#set(to);
    this.#placed = true;
  }

  /** Whether a box is seen whole, and large enough to be read. */
  sees({ x, y, width, height }: Box): boolean {
    const view = this.#view;
    const inside = x >= view.x && y >= view.y && x + width <= view.x + view.width;
    return this.#placed && inside && y + height <= view.y + view.height && this.#size()[0] / view.width > 0.4;
  }

  /**
   * The frame has another size: the middle and the scale stay.
   * @returns false while nothing was placed yet: a frame in a hidden part of the page has no size.
   */
  resized(width: number, height: number): boolean {
    const [before] = this.#frameSize;
    this.#frameSize = [width, height];
    if (!this.#placed || !this.#isShown) return false;
    const view = this.#view;
    const scale = (before || width) / view.width;
    const [w, h] = [width / scale, height / scale];
    this.#set({ x: view.x + (view.width - w) / 2, y: view.y + (view.height - h) / 2, width: w, height: h });
    return true;
  }

  /** @param factor above 1: nearer. @param at point of the frame in px that stays where it is. */
  zoom(factor: number, at: Point = this.#middle()): void {
    const [width] = this.#size();
    const scale = width / this.#view.width;
    const next = Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale * factor));
    const fixed = { x: this.#view.x + at.x / scale, y: this.#view.y + at.y / scale };
    const ratio = scale / next;
    this.#set({
      x: fixed.x - at.x / next,
      y: fixed.y - at.y / next,
      width: this.#view.width * ratio,
      height: this.#view.height * ratio,
    });
  }

  get #isShown(): boolean {
    return this.#frameSize[0] > 0 && this.#frameSize[1] > 0;
  }

  #size(): readonly [number, number] {
    return this.#isShown ? this.#frameSize : [1, 1];
  }

  #middle(): Point {
    const [width, height] = this.#size();
    return { x: width / 2, y: height / 2 };
  }

  /** What a person moves is there at once. */
  #endGlide(): void {
    this.#svg.classList.remove('gliding');
  }

  #set(view: Box): void {
    this.#view = view;
    const scale = this.#size()[0] / view.width;
    this.#svg.style.transform = `scale(${scale}) translate(${-view.x}px, ${-view.y}px)`;
  }

  #pan(dx: number, dy: number): void {
    const scale = this.#size()[0] / this.#view.width;
    this.#set({ ...this.#view, x: this.#view.x - dx / scale, y: this.#view.y - dy / scale });
  }

  #listen(): void {
    const frame = this.#frame;
    frame.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        this.#endGlide();
        this.onMoved();
        if (event.ctrlKey || event.metaKey || !event.shiftKey) {
          this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), this.#pointOf(event));
        } else this.#pan(-event.deltaX || -event.deltaY, 0);
      },
      { passive: false },
    );
    frame.addEventListener('pointerdown', (event) => {
      frame.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, this.#pointOf(event));
    });
    frame.addEventListener('pointermove', (event) => this.#moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const) {
      frame.addEventListener(end, (event) => this.#pointers.delete(event.pointerId));
    }
    frame.addEventListener('keydown', (event) => this.#key(event));
  }

  #pointOf(event: MouseEvent): Point {
    const { left, top } = this.#frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #moved(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#pointOf(event);
    this.#pointers.set(event.pointerId, now);
    this.#endGlide();
    this.onMoved();
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) return this.#pan(now.x - before.x, now.y - before.y);
    const [was, is] = [distance(before, other), distance(now, other)];
    if (was > 0) this.zoom(is / was, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    this.#pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  #key(event: KeyboardEvent): void {
    const [width, height] = this.#size();
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#pan(width * KEY_STEP, 0),
      ArrowRight: () => this.#pan(-width * KEY_STEP, 0),
      ArrowUp: () => this.#pan(0, height * KEY_STEP),
      ArrowDown: () => this.#pan(0, -height * KEY_STEP),
      '+': () => this.zoom(ZOOM_STEP),
      '=': () => this.zoom(ZOOM_STEP),
      '-': () => this.zoom(1 / ZOOM_STEP),
      '0': () => this.showAll(),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.onMoved();
    act();
  }
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
