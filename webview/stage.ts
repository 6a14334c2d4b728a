// The canvases and the loop of frames: at most one is asked for at a time, and the latest wish wins.

import { element, show, svgElement } from './dom.ts';
import { drawAxis } from './draw/axis.ts';
import { drawOverlay } from './draw/overlay.ts';
import { readTheme, type Theme } from './draw/theme.ts';
import type { Scene, View } from './layout/scene.ts';
import type { FromWorker } from './messages.ts';

export interface StageParts {
  /** What is wanted now, without the sizes, which the stage knows. */
  wanted(): Omit<View, 'width' | 'height' | 'ratio' | 'hover'>;
  request(view: View, pixels: ArrayBuffer | null): void;
  drawn(scene: Scene): void;
}

export class Stage {
  readonly view = element('div', 'view');
  readonly axis = svgElement('svg', { class: 'axis', 'aria-hidden': 'true' }) as SVGSVGElement;
  readonly names = element('div', 'names');
  readonly root: HTMLElement;
  theme: Theme = readTheme();
  scene: Scene | null = null;
  hover = -1;
  #canvas = element('canvas');
  #over = element('canvas');
  #focus = svgElement('svg', { 'aria-hidden': 'true' });
  #chosen = svgElement('rect', { class: 'chosen', rx: '4' });
  #scroll = element('div', 'scroll');
  #waiting = element('div', 'waiting', 'Waiting for the first event…');
  #spare: ArrayBuffer | null = null;
  #asked = false;
  #again = false;
  readonly #parts: StageParts;

  constructor(parts: StageParts) {
    this.#parts = parts;
    this.view.tabIndex = 0;
    this.view.setAttribute('role', 'application');
    this.view.setAttribute(
      'aria-label',
      'Swimlanes. Arrow keys walk from event to event; the event list says the same.',
    );
    this.#focus.append(this.#chosen);
    this.view.append(this.#canvas, this.#over, this.#focus, this.#scroll, this.#waiting);
    const axisRow = element('div', 'axis-row', element('div', 'corner'));
    axisRow.append(this.axis);
    this.root = element('div', 'stage', axisRow, element('div', 'lanes', this.names, this.view));
    new ResizeObserver(() => this.refresh()).observe(this.view);
  }

  /** Asks for a frame; many calls make one. */
  refresh(): void {
    if (this.#asked) {
      this.#again = true;
      return;
    }
    this.#asked = true;
    requestAnimationFrame(() => this.#request());
  }

  #request(): void {
    const [width, height] = [Math.floor(this.view.clientWidth), Math.floor(this.view.clientHeight)];
    if (width < 1 || height < 1) {
      this.#asked = false;
      return;
    }
    const ratio = Math.min(devicePixelRatio || 1, 3);
    this.#parts.request({ ...this.#parts.wanted(), width, height, ratio, hover: this.hover }, this.#spare);
    this.#spare = null;
  }

  take(frame: FromWorker & { type: 'frame' }): void {
    const { scene, pixels, width, height } = frame;
    this.scene = scene;
    for (const canvas of [this.#canvas, this.#over]) {
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      canvas.style.width = `${scene.width}px`;
      canvas.style.height = `${scene.height}px`;
    }
    const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
    this.#canvas.getContext('2d', { alpha: false })?.putImageData(image, 0, 0);
    const over = this.#over.getContext('2d');
    if (over) drawOverlay(over, scene, this.theme, width / scene.width);
    this.#spare = pixels;
    drawAxis(this.axis, scene);
    this.#placeFocus(scene);
    this.#parts.drawn(scene);
    this.#asked = false;
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }

  /** A question failed: the loop must not wait for its answer for ever. */
  release(): void {
    this.#asked = false;
  }

  #placeFocus(scene: Scene): void {
    const box = scene.selected;
    show(this.#chosen, box !== null);
    for (const [name, value] of Object.entries(box ?? {})) this.#chosen.setAttribute(name, String(value));
    show(this.#waiting, scene.lanes.length === 0);
    const more = scene.contentHeight > scene.height;
    show(this.#scroll, more);
    this.#scroll.style.height = `${Math.max(24, (scene.height / scene.contentHeight) * scene.height)}px`;
    this.#scroll.style.top = `${(scene.scrollY / scene.contentHeight) * scene.height}px`;
  }

  say(text: string): void {
    this.#waiting.textContent = text;
  }
}
