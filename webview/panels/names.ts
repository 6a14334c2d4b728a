// The column of lane names: nodes are used again from frame to frame, only those on screen exist.

import { element, show } from '../dom.ts';
import type { Scene, SceneLane } from '../layout/scene.ts';

interface NameNode {
  root: HTMLElement;
  name: HTMLElement;
  detail: HTMLElement;
}

export class Names {
  readonly #root: HTMLElement;
  #nodes: NameNode[] = [];

  constructor(root: HTMLElement) {
    this.#root = root;
    root.setAttribute('role', 'list');
    root.setAttribute('aria-label', 'Lanes');
  }

  draw(scene: Scene): void {
    for (const [i, lane] of scene.lanes.entries()) this.#place(this.#node(i), lane);
    for (let i = scene.lanes.length; i < this.#nodes.length; i++) {
      const node = this.#nodes[i];
      if (node) show(node.root, false);
    }
  }

  #node(index: number): NameNode {
    const known = this.#nodes[index];
    if (known) return known;
    const [name, detail] = [element('b'), element('small')];
    const node = { root: element('div', 'name', name, detail), name, detail };
    node.root.setAttribute('role', 'listitem');
    this.#root.append(node.root);
    this.#nodes[index] = node;
    return node;
  }

  #place({ root, name, detail }: NameNode, lane: SceneLane): void {
    const size = lane.height < 38 ? ' low' : lane.height > 70 ? ' roomy' : '';
    root.className = `name ${lane.kind}${size}${lane.stuck ? ' stuck' : ''}`;
    root.style.top = `${lane.y}px`;
    root.style.height = `${lane.height}px`;
    root.title = `${lane.name}\n${lane.detail}`;
    if (name.textContent !== lane.name) name.textContent = lane.name;
    if (detail.textContent !== lane.detail) detail.textContent = lane.detail;
  }
}
